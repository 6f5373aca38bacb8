using System.Text.RegularExpressions;

namespace Geofed.Placement.Overriding;

/// <summary>
/// An image's name, <c>[host/]repository[:tag][@digest]</c>, by the reference grammar of github.com/distribution/reference. With a tag, the
/// digest is dropped, as Karmada does (pkg/util/imageparser). Nothing is filled in: "nginx" stays "nginx".
/// </summary>
internal sealed partial record ImageReference(string Host, string Repository, string Tag, string Digest)
{
    private const int MaxNameLength = 255;

    public string TagOrDigest => Tag.Length > 0 ? Tag : Digest;

    /// <exception cref="OverrideException">It is not an image's name.</exception>
    public static ImageReference Parse(string image)
    {
        var match = Reference().Match(image);
        if (!match.Success || match.Groups["name"].Length > MaxNameLength || !IsDigest(match.Groups["digest"].Value))
            throw new OverrideException($"\"{image}\" is not the name of an image");
        var name = match.Groups["name"].Value;
        var tag = match.Groups["tag"].Value;
        var digest = tag.Length > 0 ? "" : match.Groups["digest"].Value;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        // What comes before the first slash is a host only if it looks like one.
        return slash >= 0 && (name.AsSpan(0, slash).IndexOfAny('.', ':') >= 0 || name[..slash] == "localhost")
            ? new(name[..slash], name[(slash + 1)..], tag, digest)
            : new("", name, tag, digest);
    }

    /// <summary>With another tag or digest, whichever the text is; unchanged if it is neither.</summary>
    public ImageReference Retagged(string text) =>
        TagText().IsMatch(text) ? this with { Tag = text, Digest = "" }
        : DigestText().IsMatch(text) ? this with { Tag = "", Digest = text }
        : this;

    public override string ToString()
    {
        var name = Host.Length > 0 ? $"{Host}/{Repository}" : Repository;
        return Tag.Length > 0 ? $"{name}:{Tag}" : Digest.Length > 0 ? $"{name}@{Digest}" : name;
    }

    private static bool IsDigest(string text) => text.Length == 0 || KnownDigest().IsMatch(text);

    [GeneratedRegex("""
        ^(?<name>
          ((?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?
          [a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*
        )
        (?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?
        (?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagText();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}\z")]
    private static partial Regex DigestText();

    [GeneratedRegex(@"^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex KnownDigest();
}
