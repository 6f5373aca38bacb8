using System.Globalization;
using System.Text;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>The query string of a request.</summary>
internal sealed class Query
{
    private readonly StringBuilder _text = new();

    public Query Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public static Query For(ListOptions options) => new Query()
        .Add("labelSelector", options.LabelSelector)
        .Add("fieldSelector", options.FieldSelector)
        .Add("resourceVersion", options.ResourceVersion);

    public static Query ForWatch(ListOptions options) => For(options)
        .Add("watch", "true")
        .Add("allowWatchBookmarks", options.AllowWatchBookmarks ? "true" : null)
        .Add("timeoutSeconds", options.Timeout is { } t ? Math.Max(1, (long)t.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null);

    public static Query For(WriteOptions options) => new Query()
        .Add("fieldManager", options.FieldManager)
        .Add("dryRun", options.DryRun ? "All" : null)
        .Add("fieldValidation", options.FieldValidation);

    public override string ToString() => _text.ToString();
}
