using System.Text;
using Geofed.ApiServer.Protobuf;

namespace Geofed.ApiServer.Tests.OpenApi;

/// <summary>A message of gnostic's openapiv2, walked by the numbers of OpenAPIv2.proto.</summary>
internal sealed class Gnostic(byte[] message)
{
    public string Text => Encoding.UTF8.GetString(message);

    /// <summary>What is below a path of fields; all of them where a field is repeated.</summary>
    public IEnumerable<Gnostic> All(params int[] path) => path is [var field, .. var rest] ? Fields(field).SelectMany(f => f.All(rest)) : [this];

    public Gnostic One(params int[] path) => Assert.Single(All(path));

    /// <summary>The value of the pair that has this name.</summary>
    public Gnostic Named(int field, string name) => Fields(field).Single(pair => pair.One(1).Text == name).One(2);

    /// <summary>What an extension says, as YAML.</summary>
    public string Extension(int field, string name) => Named(field, name).One(2).Text;

    private List<Gnostic> Fields(int field)
    {
        var found = new List<Gnostic>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == field)
                found.Add(new(reader.IsBytes ? reader.Bytes.ToArray() : Encoding.UTF8.GetBytes(reader.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
        return found;
    }
}
