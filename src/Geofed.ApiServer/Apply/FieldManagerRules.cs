using System.Globalization;
using System.Text;
using Geofed.ApiServer.Strategies;

namespace Geofed.ApiServer.Apply;

/// <summary>What a field manager may be called (apimachinery pkg/apis/meta/v1/validation ValidateFieldManager).</summary>
internal static class FieldManagerRules
{
    private const int Limit = 128;

    public static FieldErrors Check(string name)
    {
        var errors = new FieldErrors();
        if (Encoding.UTF8.GetByteCount(name) > Limit)
            errors.TooLong("fieldManager", Limit);
        var at = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsPrintable(rune))
                errors.Invalid("fieldManager", name, $"invalid character U+{rune.Value:X4} (at position {at})");
            at += rune.Utf8SequenceLength;
        }
        return errors;
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
