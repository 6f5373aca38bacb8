using System.Globalization;

namespace Geofed.Clusters.Gke;

/// <summary>IPv4 addresses that share a prefix, as CIDR writes them: "10.0.0.0/9".</summary>
public readonly record struct AddressRange
{
    private AddressRange(uint first, int prefix) => (First, Prefix) = (first, prefix);

    /// <summary>The lowest address as a number.</summary>
    public uint First { get; }

    /// <summary>Bits that all have in common, 1 to 32.</summary>
    public int Prefix { get; }

    /// <summary>The highest address as a number.</summary>
    public uint Last => First | ~Mask(Prefix);

    /// <exception cref="FormatException">The text is not a range.</exception>
    public static AddressRange Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is not a range of IPv4 addresses. Write its first address and its prefix, e.g. 10.0.0.0/9.");

    /// <summary>Null when the text is not a range, or its address is not the first one.</summary>
    public static AddressRange? TryParse(string text)
    {
        if (text.Split('/') is not [var address, var length] || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix is < 1 or > 32)
            return null;
        var bytes = address.Split('.').Select(part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (byte?)null).ToList();
        if (bytes is not [{ } a, { } b, { } c, { } d])
            return null;
        var first = (uint)a << 24 | (uint)b << 16 | (uint)c << 8 | d;
        return (first & ~Mask(prefix)) == 0 ? new(first, prefix) : null;
    }

    /// <summary>The part of that number when this range is cut into parts of a longer prefix.</summary>
    public AddressRange Part(int number, int prefix) => new(First + ((uint)number << (32 - prefix)), prefix);

    /// <summary>How many parts of a longer prefix there are in it.</summary>
    public int Parts(int prefix) => prefix < Prefix ? 0 : 1 << Math.Min(prefix - Prefix, 30);

    public bool Overlaps(AddressRange other) => First <= other.Last && other.First <= Last;

    public bool Contains(AddressRange other) => First <= other.First && other.Last <= Last;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First >> 24}.{First >> 16 & 255}.{First >> 8 & 255}.{First & 255}/{Prefix}");

    private static uint Mask(int prefix) => uint.MaxValue << (32 - prefix);
}
