using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>
/// A Kubernetes resource quantity: "500m", "2", "16Gi", "1e3". Exact to a billionth; finer values are rounded up, as
/// Kubernetes does (apimachinery pkg/api/resource/quantity.go). Keeps its format for <see cref="ToString"/>, which gives the canonical form.
/// </summary>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const long Nano = 1_000_000_000;
    private readonly BigInteger _nanos;

    private Quantity(BigInteger nanos, QuantityFormat format)
    {
        _nanos = nanos;
        Format = format;
    }

    public static readonly Quantity Zero;

    public QuantityFormat Format { get; }

    public static Quantity FromUnits(long units, QuantityFormat format = QuantityFormat.DecimalSI) => new(new BigInteger(units) * Nano, format);

    public static Quantity FromMilli(long milli, QuantityFormat format = QuantityFormat.DecimalSI) => new(new BigInteger(milli) * (Nano / 1000), format);

    /// <summary>Whole units, rounded up.</summary>
    public long Units => (long)DivideUp(_nanos, Nano);

    /// <summary>Thousandths, rounded up: the unit in which cpu is counted.</summary>
    public long Milli => (long)DivideUp(_nanos, Nano / 1000);

    public bool IsZero => _nanos.IsZero;

    public int Sign => _nanos.Sign;

    /// <summary>Reads a quantity from a document, where it may be a string or a number; null when it is neither or malformed.</summary>
    public static Quantity? From(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => TryParse(node.GetValue<string>(), out var q) ? q : null,
        JsonValueKind.Number => TryParse(node.ToJsonString(), out var q) ? q : null,
        _ => null,
    };

    /// <exception cref="FormatException">The text is not a quantity.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity) ? quantity : throw new FormatException($"\"{text}\" is not a Kubernetes quantity");

    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text))
            return false;
        var i = text[0] is '+' or '-' ? 1 : 0;
        var start = i;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
            i++;
        var number = text[start..i];
        if (number.Length == 0 || number.Count(c => c == '.') > 1 || number == ".")
            return false;
        if (!Suffix(text[i..], out var binary, out var exponent, out var format))
            return false;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(number.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        exponent -= point < 0 ? 0 : number.Length - point - 1;
        var value = digits * Nano * BigInteger.Pow(2, binary);
        value = exponent >= 0 ? value * BigInteger.Pow(10, exponent) : DivideUp(value, BigInteger.Pow(10, -exponent));
        quantity = new(text[0] == '-' ? -value : value, format);
        return true;
    }

    private static bool Suffix(string suffix, out int binary, out int exponent, out QuantityFormat format)
    {
        (binary, exponent, format) = (0, 0, QuantityFormat.DecimalSI);
        if (suffix.Length == 2 && suffix[1] == 'i')
        {
            binary = "KMGTPE".IndexOf(suffix[0], StringComparison.Ordinal) * 10 + 10;
            format = QuantityFormat.BinarySI;
            return binary >= 10;
        }
        if (suffix.Length > 1 && suffix[0] is 'e' or 'E')
        {
            format = QuantityFormat.DecimalExponent;
            return int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && Math.Abs(exponent) < 100;
        }
        var index = Array.IndexOf(DecimalSuffixes, suffix);
        exponent = (index - 3) * 3;
        return index >= 0;
    }

    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    private static BigInteger DivideUp(BigInteger value, BigInteger by)
    {
        var quotient = BigInteger.DivRem(value, by, out var rest);
        return rest.IsZero ? quotient : quotient + value.Sign;
    }

    public static Quantity operator +(Quantity a, Quantity b) => new(a._nanos + b._nanos, a.IsZero ? b.Format : a.Format);

    public static Quantity operator -(Quantity a, Quantity b) => new(a._nanos - b._nanos, a.IsZero ? b.Format : a.Format);

    public static Quantity operator *(Quantity a, long times) => new(a._nanos * times, a.Format);

    public static bool operator <(Quantity a, Quantity b) => a._nanos < b._nanos;

    public static bool operator >(Quantity a, Quantity b) => a._nanos > b._nanos;

    public static bool operator <=(Quantity a, Quantity b) => a._nanos <= b._nanos;

    public static bool operator >=(Quantity a, Quantity b) => a._nanos >= b._nanos;

    public static bool operator ==(Quantity a, Quantity b) => a._nanos == b._nanos;

    public static bool operator !=(Quantity a, Quantity b) => a._nanos != b._nanos;

    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    public bool Equals(Quantity other) => _nanos == other._nanos;

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    public override int GetHashCode() => _nanos.GetHashCode();

    /// <summary>The same amount written in another format.</summary>
    public Quantity As(QuantityFormat format) => new(_nanos, format);

    /// <summary>The canonical form: no fraction, the largest suffix that keeps it whole. Binary only when at least 1024 and whole (quantity.go CanonicalizeBytes).</summary>
    public override string ToString()
    {
        if (_nanos.IsZero)
            return "0";
        if (Format == QuantityFormat.BinarySI && BigInteger.Abs(_nanos) >= new BigInteger(1024) * Nano && (_nanos % Nano).IsZero)
        {
            var (value, power) = Reduce(_nanos / Nano, 1024, 6);
            return value.ToString(CultureInfo.InvariantCulture) + (power == 0 ? "" : "KMGTPE"[power - 1] + "i");
        }
        var (mantissa, thousands) = Reduce(_nanos, 1000, Format == QuantityFormat.DecimalExponent ? 99 : 9);
        var text = mantissa.ToString(CultureInfo.InvariantCulture);
        if (Format != QuantityFormat.DecimalExponent)
            return text + DecimalSuffixes[thousands];
        return thousands == 3 ? text : $"{text}e{(thousands - 3) * 3}";
    }

    private static (BigInteger Value, int Power) Reduce(BigInteger value, int by, int limit)
    {
        var power = 0;
        while (power < limit && (value % by).IsZero)
        {
            value /= by;
            power++;
        }
        return (value, power);
    }
}

/// <summary>How a quantity is written: "1500M", "1500Mi" or "15e8".</summary>
public enum QuantityFormat { DecimalSI, BinarySI, DecimalExponent }
