using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Gke;

public class ProgramTransformTests
{
    private static readonly StackProgram Program = Samples.Programs["standard"];

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    [Fact]
    public void Properties_are_set_and_taken_away_and_resources_and_outputs_added()
    {
        var before = Program.MainJson;
        var main = ProgramTransform.Apply(Program, Json("""
            {
              "resources": {
                "cluster": { "properties": { "releaseChannel": { "channel": "RAPID" }, "securityPostureConfig": null, "enableIntranodeVisibility": true }, "options": { "protect": false } },
                "bucket": { "type": "gcp:storage/bucket:Bucket", "properties": { "location": "EU" } }
              },
              "outputs": { "bucket": "${bucket.url}", "endpoint": null }
            }
            """)).Main;
        var cluster = main.Obj("resources", "cluster", "properties");
        Assert.Equal(("RAPID", true, "euw4-a"), (cluster.Str("releaseChannel", "channel"), cluster.Bool("enableIntranodeVisibility"), cluster.Str("name")));
        Assert.Null(cluster.At("securityPostureConfig"));
        Assert.Equal(("EU", "${bucket.url}"), (main.Str("resources", "bucket", "properties", "location"), main.Str("outputs", "bucket")));
        Assert.Null(main.At("outputs", "endpoint"));
        Assert.False(main.Bool("resources", "cluster", "options", "protect"));
        Assert.Equal(before, Program.MainJson);
    }

    [Theory]
    [InlineData("""{"resource":{}}""", "Did you mean 'resources'?")]
    [InlineData("""{"resources":[]}""", "must be an object")]
    [InlineData("""{"resources":{"bucket":{"properties":{}}}}""", "'bucket' has no type")]
    public void What_is_no_part_of_a_program_is_refused(string changes, string problem) =>
        Assert.Contains(problem, Assert.Throws<InvalidStackProgramException>(() => ProgramTransform.Apply(Program, Json(changes))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_program_that_somebody_else_made_is_checked() => Assert.Throws<InvalidStackProgramException>(() => ProgramTransform.Checked(Program.With([])));
}
