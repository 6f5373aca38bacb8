using System.Text.Json.Nodes;
using CsCheck;

namespace Geofed.ApiServer.Tests.Fuzzing;

/// <summary>Documents and texts by chance.</summary>
internal static class Generated
{
    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Gen.Int[-3, 3].Select(i => (JsonNode?)i), Gen.Bool.Select(b => (JsonNode?)b), Gen.String[Gen.Char['a', 'e'], 0, 3].Select(s => (JsonNode?)s), Gen.Const((JsonNode?)null));

    private const string Letters = "ab=!,() <>\"{}[]:\\/.-0\0\u00e4";

    private static readonly string[] Keys = ["spec", "metadata", "name", "labels", "containers", "image", "a", "$patch", "$retainKeys", "$setElementOrder/containers", "ports", "kind"];

    private static readonly Gen<string> Key = Gen.Int[0, Keys.Length - 1].Select(i => Keys[i]);

    public static readonly Gen<JsonNode?> Node = Gen.Recursive<JsonNode?>((depth, self) => depth > 3 ? Scalar : Gen.OneOf(Scalar, Object(self), self.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]))));

    /// <summary>Text made of what selectors, paths and JSON are made of.</summary>
    public static readonly Gen<string> Text = Gen.Int[0, Letters.Length - 1].Array[0, 20].Select(at => string.Concat(at.Select(i => Letters[i])));

    /// <summary>A ConfigMap's data.</summary>
    public static readonly Gen<JsonObject> Data = Gen.Select(Gen.String[Gen.Char['a', 'f'], 1, 1], Gen.String[Gen.Char['x', 'z'], 0, 2]).Array[0, 5]
        .Select(pairs => new JsonObject(pairs.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, (JsonNode?)p.Item2))));

    private static Gen<JsonNode?> Object(Gen<JsonNode?> value) =>
        Gen.Select(Key, value).Array[0, 4].Select(pairs => (JsonNode?)new JsonObject(pairs.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2?.DeepClone()))));
}
