using System.Text.Json.Nodes;
using CsCheck;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Gke;

public class ClusterProgramTests
{
    private static JsonNode Pool(GkeClusterSpec spec, string name = "default-pool") =>
        GkeClusterProgram.Create(spec, Samples.Network).Main.At("resources", "pool-" + name, "properties")!;

    private static GkeClusterSpec With(GkeNodePool pool) => Samples.Standard with { NodePools = [pool] };

    [Fact]
    public void A_spec_read_back_is_the_same_and_gives_the_same_program() =>
        Assert.All(new[] { Samples.Standard, Samples.Autopilot, Samples.Gpus, Samples.Simple }, spec =>
        {
            var read = GkeClusterSpec.From(JsonDocuments.ParseObject(spec.ToJson().ToUtf8()));
            Assert.Equal(spec.ToJson().ToText(), read.ToJson().ToText());
            Assert.Equal(GkeClusterProgram.Create(spec, Samples.Network).MainJson, GkeClusterProgram.Create(read, GkeNetworkSpec.From(Samples.Network.ToJson())).MainJson);
            Assert.Empty(SpecChange.Between(spec, read));
        });

    [Fact]
    public void The_order_of_labels_does_not_matter()
    {
        var labels = Enumerable.Range(0, 20).Select(i => KeyValuePair.Create($"k{i}", "v")).ToList();
        string Program(IEnumerable<KeyValuePair<string, string>> some) => GkeClusterProgram.Create(Samples.Standard with { Labels = new Dictionary<string, string>(some), NodeLabels = new Dictionary<string, string>(some) }, Samples.Network).MainJson;
        Assert.Equal(Program(labels), Program(labels.AsEnumerable().Reverse()));
    }

    [Fact]
    public void A_document_of_a_newer_version_is_refused()
    {
        var document = Samples.Standard.ToJson();
        document["version"] = 2;
        Assert.Contains("newer version", Assert.Throws<FormatException>(() => GkeClusterSpec.From(document)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 1, "europe-west4-a,europe-west4-b,europe-west4-c")]
    [InlineData(1, 1, "europe-west4-a")]
    [InlineData(4, 2, "europe-west4-a,europe-west4-b")]
    [InlineData(5, 5, "europe-west4-a")]
    [InlineData(0, 0, "europe-west4-a,europe-west4-b,europe-west4-c")]
    public void A_pool_of_fixed_size_has_exactly_its_number_of_nodes(int count, int inEach, string zones)
    {
        var pool = Pool(With(new(new("default-pool", "e2-standard-4", count))));
        Assert.Equal((inEach, zones), (pool.Int("nodeCount"), string.Join(',', pool.Strings("nodeLocations"))));
    }

    [Fact]
    public void Any_number_of_nodes_is_met() => Gen.Select(Gen.Int[0, 200], Gen.Int[1, 4]).Sample((count, zones) =>
    {
        var (used, inEach) = new GkeNodePool(new("p", "e2-standard-4", count)).Spread([.. Enumerable.Range(0, zones).Select(z => $"z{z}")]);
        return used.Count * inEach == count;
    });

    [Theory]
    [InlineData("e2-standard-4", 4, 0, 9, 2, 3)]
    [InlineData("e2-standard-4", 4, 0, 5, 1, 3)]
    [InlineData("e2-standard-4", 1, 1, 1, 1, 1)]
    [InlineData("g2-standard-4", 4, 0, 9, 1, 3)]
    [InlineData("g2-standard-4", 2, 0, 9, 0, 3)]
    [InlineData("g2-standard-4", 2, 2, 9, 1, 3)]
    public void A_pool_that_scales_begins_with_a_number_in_each_zone_that_is_within_its_limits_and_wastes_no_GPU(string machine, int count, int min, int max, int inEach, int zones)
    {
        var pool = Pool(With(new(new("default-pool", machine, count)) { MinCount = min, MaxCount = max }));
        Assert.Equal((inEach, zones), (pool.Int("initialNodeCount"), pool.Strings("nodeLocations").Count()));
    }

    [Fact]
    public void A_machine_with_GPUs_built_in_has_them_in_the_program()
    {
        var config = Pool(Samples.Gpus, "h100").Obj("nodeConfig")!;
        Assert.Equal("""[{"type":"nvidia-h100-80gb","count":8,"gpuDriverInstallationConfig":{"gpuDriverVersion":"DEFAULT"}}]""", config["guestAccelerators"]!.ToText());
        Assert.Equal("""[{"key":"nvidia.com/gpu","value":"present","effect":"NO_SCHEDULE"}]""", config["taints"]!.ToText());
    }

    [Theory]
    [InlineData("n4-standard-4", "hyperdisk-balanced")]
    [InlineData("e2-standard-4", "pd-balanced")]
    public void The_boot_disk_is_one_that_the_machine_can_have(string machine, string disk) =>
        Assert.Equal(disk, Pool(With(new(new("default-pool", machine, 3)))).Str("nodeConfig", "diskType"));

    [Fact]
    public void Dollars_of_a_person_are_no_expressions() => Assert.Equal(
        "the office, $${floor} 3",
        Samples.Programs["gpus"].Main.At("resources", "cluster", "properties", "masterAuthorizedNetworksConfig").Objects("cidrBlocks").First().Str("displayName"));

    [Theory]
    [InlineData("${a}", "$${a}")]
    [InlineData("$5 and $", "$5 and $")]
    [InlineData("a$$b", "a$$$b")]
    [InlineData("$${x}", "$$$${x}")]
    public void A_literal_is_written_so_that_it_is_read_as_it_is(string text, string written) => Assert.Equal(written, ProgramText.Literal(text));

    [Fact]
    public void Any_text_is_read_back() => Gen.String[Gen.OneOf('$', '{', '}', 'a'), 0, 12].Sample(text => Read(ProgramText.Literal(text)) == text);

    /// <summary>As Pulumi reads a text without expressions: two dollars are one. Null where it would see an expression.</summary>
    private static string? Read(string written)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i..].StartsWith("${", StringComparison.Ordinal))
                return null;
            if (written[i..].StartsWith("$$", StringComparison.Ordinal))
                i++;
            text.Append(written[i]);
        }
        return text.ToString();
    }

    [Theory]
    [InlineData("a", "a-nodes")]
    [InlineData("exactly-twenty-four-char", "exactly-twenty-four-char-nodes")]
    public void The_account_of_the_nodes_is_named_after_the_cluster(string cluster, string account) => Assert.Equal(account, GkeNames.NodeAccount(cluster));

    [Fact]
    public void Long_names_have_accounts_of_their_own() => Gen.String[Gen.OneOf('a', 'b', '-'), 1, 38].Select(middle => $"c{middle}z").Array[2].Sample(names =>
    {
        var accounts = names.Select(GkeNames.NodeAccount).ToList();
        return accounts.All(a => System.Text.RegularExpressions.Regex.IsMatch(a, "^[a-z][-a-z0-9]{4,28}[a-z0-9]$")) && (names[0] == names[1]) == (accounts[0] == accounts[1]);
    });

    [Fact]
    public void A_network_grows_by_the_region_of_a_cluster_and_by_nothing_else()
    {
        var network = new GkeNetworkSpec(Samples.Project);
        var grown = network.Including(Samples.Standard);
        Assert.Equal(["europe-west4"], grown.Regions);
        Assert.Same(grown, grown.Including(Samples.Standard with { Name = "another", AddressSlot = 9 }));
        Assert.Throws<InvalidClusterSpecException>(() => GkeClusterProgram.Create(Samples.Standard, network));
        Assert.NotNull(GkeClusterProgram.Create(Samples.Standard, grown));
    }
}
