using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Geofed.Model.Yaml;

/// <summary>A parser that gives up on a document that is nested too deep: what reads its events calls itself for each level.</summary>
internal sealed class BoundedParser(IParser inner) : IParser
{
    /// <summary>Deeper than any manifest, and shallow enough for the stack.</summary>
    public const int MaxDepth = 200;

    private int _depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
            return false;
        _depth += Current is SequenceStart or MappingStart ? 1 : Current is SequenceEnd or MappingEnd ? -1 : 0;
        return _depth <= MaxDepth ? true : throw new YamlException(Current!.Start, Current.End, "it is nested too deep");
    }
}
