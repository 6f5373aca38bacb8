using CsCheck;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Gke.Types;

/// <summary>
/// Every resource type and property that the generator can write is in the type definitions of @pulumi/gcp and @pulumi/kubernetes of the pinned versions, in its shape.
/// GEOFED_PULUMI_TYPES names the folder where these packages are unpacked as "gcp" and "kubernetes"; .ci/run fetches them.
/// </summary>
public class PublishedTypesTests
{
    private static Dictionary<string, PackageTypes> Packages() => new[] { "gcp", "kubernetes" }
        .ToDictionary(name => name, name => new PackageTypes(Path.Combine(Environment.GetEnvironmentVariable(PulumiTypesFactAttribute.Variable)!, name)));

    [PulumiTypesFact]
    public void Everything_that_the_generator_writes_is_in_the_published_types()
    {
        var types = new ProgramTypes(Packages());
        Assert.Empty(Samples.Programs.Concat(Samples.Variants).SelectMany(named => types.Problems(named.Value.Main).Select(problem => $"{named.Key}: {problem}")));
        Assert.True(types.Seen.Count > 300, $"Only {types.Seen.Count} properties were looked at.");
    }

    [PulumiTypesFact]
    public void So_is_everything_of_any_cluster()
    {
        var types = new ProgramTypes(Packages());
        AnySpecTests.Specs.Sample(spec => Assert.Empty(types.Problems(GkeClusterProgram.Create(spec, AnySpecTests.NetworkOf(spec)).Main)), iter: 200, threads: 1);
    }

    [PulumiTypesFact]
    public void A_misspelt_property_of_a_real_program_is_found()
    {
        var main = Samples.Programs["gpus"].Main.Copy();
        var config = main.Obj("resources", "pool-l4-spot", "properties", "nodeConfig")!;
        config["diskSizeGB"] = 100;
        config["guestAccelerators"] = config.Arr("guestAccelerators")![0].Copy();
        Assert.Equal(
            ["pool-l4-spot(gcp:container/nodePool:NodePool).nodeConfig.diskSizeGB is not known", "pool-l4-spot(gcp:container/nodePool:NodePool).nodeConfig.guestAccelerators is Object"],
            new ProgramTypes(Packages()).Problems(main).Select(problem => problem.Split(',')[0]).Order(StringComparer.Ordinal));
    }

    [PulumiTypesFact]
    public void The_types_are_those_of_the_plugins_that_programs_are_pinned_to() => Assert.Equal(
        [PluginVersions.Gcp, PluginVersions.Kubernetes], Packages().Values.Select(package => package.Version));
}

/// <summary>A test that needs Pulumi's npm packages; skipped, and said to be, where they are not.</summary>
internal sealed class PulumiTypesFactAttribute : FactAttribute
{
    public const string Variable = "GEOFED_PULUMI_TYPES";

    public PulumiTypesFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
            Skip = $"{Variable} is not set.";
    }
}
