using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>
/// What is wrong with an object: a list of causes, each with its field, in Kubernetes' words
/// (apimachinery pkg/util/validation/field/errors.go).
/// </summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public int Count => _errors.Count;

    public IReadOnlyList<FieldError> All => _errors;

    public void Add(FieldError error) => _errors.Add(error);

    public void AddRange(IEnumerable<FieldError> errors) => _errors.AddRange(errors);

    /// <summary>Drops all but the first <paramref name="count"/> causes: what a Go validator does when it returns early with one cause.</summary>
    public void TruncateTo(int count) => _errors.RemoveRange(count, _errors.Count - count);

    public void Required(string field, string detail = "") =>
        Add(new("FieldValueRequired", field, WithDetail("Required value", detail)));

    public void Invalid(string field, JsonNode? value, string detail) =>
        Add(new("FieldValueInvalid", field, WithDetail($"Invalid value: {Show(value)}", detail)));

    /// <summary>A value of the wrong JSON type (only custom resources are checked for that here).</summary>
    public void TypeInvalid(string field, JsonNode? value, string detail) =>
        Add(new("FieldValueTypeInvalid", field, WithDetail($"Invalid value: {Show(value)}", detail)));

    /// <summary>What is wrong with a part that is not shown.</summary>
    public void InvalidWhole(string field, string detail) => Add(new("FieldValueInvalid", field, WithDetail("Invalid value", detail)));

    public void NotSupported(string field, JsonNode? value, params IEnumerable<string> supported)
    {
        var values = supported.Select(Quote).ToArray();
        Add(new("FieldValueNotSupported", field,
            WithDetail($"Unsupported value: {Show(value)}", values.Length == 0 ? "" : "supported values: " + string.Join(", ", values))));
    }

    public void Duplicate(string field, JsonNode? value, string detail = "") =>
        Add(new("FieldValueDuplicate", field, WithDetail($"Duplicate value: {Show(value)}", detail)));

    public void Forbidden(string field, string detail) =>
        Add(new("FieldValueForbidden", field, WithDetail("Forbidden", detail)));

    public void NotFound(string field, JsonNode? value, string detail = "") =>
        Add(new("FieldValueNotFound", field, WithDetail($"Not found: {Show(value)}", detail)));

    /// <summary>Text that is longer than so many bytes.</summary>
    public void TooLong(string field, int maxLength) =>
        Add(new("FieldValueTooLong", field, maxLength < 0 ? "Too long: value is too long" : $"Too long: may not be more than {maxLength} bytes"));

    public void TooMany(string field, int actual, int max) =>
        Add(new("FieldValueTooMany", field, $"Too many: {actual}: must have at most {max} items"));

    public void Internal(string field, string detail) => Add(new("InternalError", field, $"Internal error: {detail}"));

    public void ThrowIfAny(GroupVersionKind kind, string name)
    {
        if (Any)
            throw ToException(kind, name);
    }

    /// <summary>The 422 answer "Deployment.apps "x" is invalid: ..." (apimachinery pkg/api/errors NewInvalid).</summary>
    public KubeApiException ToException(GroupVersionKind kind, string name)
    {
        // The summary tells each message once (errors.NewAggregate), the causes tell all.
        var distinct = _errors.Select(e => e.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        var summary = distinct.Length == 1 ? distinct[0] : $"[{string.Join(", ", distinct)}]";
        var qualified = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (kind.Group.Length > 0)
            details["group"] = kind.Group;
        if (kind.Kind.Length > 0)
            details["kind"] = kind.Kind;
        if (Any)
            details["causes"] = new JsonArray([.. _errors.Select(e => e.ToCause())]);
        return new(422, "Invalid", $"{qualified} {Quote(name)} is invalid" + (Any ? $": {summary}" : ""), details);
    }

    /// <summary>A value as Go prints it in such a message: text in Go's quotes, all else as JSON.</summary>
    public static string Show(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => Quote(v.GetValue<string>()),
        _ => GoText.Escaped(value.ToText()),
    };

    /// <summary>Go's strconv.Quote.</summary>
    public static string Quote(string text)
    {
        var quoted = new System.Text.StringBuilder("\"", text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                < ' ' or 0x7f => "\\x" + rune.Value.ToString("x2", CultureInfo.InvariantCulture),
                _ => rune.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    private static string WithDetail(string text, string detail) => detail.Length == 0 ? text : $"{text}: {detail}";
}

/// <summary>One cause: its reason, the field's path ("spec.ports[0].port") and the message without the field.</summary>
public sealed record FieldError(string Reason, string Field, string Message)
{
    public JsonObject ToCause()
    {
        var cause = new JsonObject { ["reason"] = Reason, ["message"] = Message };
        if (Field.Length > 0)
            cause["field"] = Field;
        return cause;
    }

    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
