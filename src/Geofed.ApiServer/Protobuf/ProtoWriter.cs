using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Geofed.ApiServer.Protobuf;

/// <summary>Writes the fields of one message, one after the other.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _message = new();

    public ReadOnlySpan<byte> Written => _message.WrittenSpan;

    public void Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
    }

    public void Real(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(_message.GetSpan(sizeof(double)), value);
        _message.Advance(sizeof(double));
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field that is bytes, or a message.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _message.Write(value);
    }

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        _message.Write(bytes[..length]);
    }
}
