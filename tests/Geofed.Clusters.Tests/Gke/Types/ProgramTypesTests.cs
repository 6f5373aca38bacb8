using System.Text.Json.Nodes;

namespace Geofed.Clusters.Tests.Gke.Types;

/// <summary>That the check finds what is wrong, with a small package made by hand.</summary>
public class ProgramTypesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Gke", "Fixture");

    private static IReadOnlyList<string> Problems(string properties, string token = "toy:farm/cow:Cow") =>
        new ProgramTypes(new Dictionary<string, PackageTypes> { ["toy"] = new(Folder) }).Problems(
            new() { ["resources"] = new JsonObject { ["bella"] = new JsonObject { ["type"] = token, ["properties"] = JsonNode.Parse(properties) } } });

    [Theory]
    [InlineData("""{"name":"Bella"}""")]
    [InlineData("""{"name":"Bella","age":7,"horned":true,"marks":{"a":"b"},"bells":[{"tone":"C","size":2}],"stall":{"box":{"number":1}},"breed":"Jersey","feed":"hay"}""")]
    [InlineData("""{"name":"${farm.name}","age":"${farm.age}","bells":"${farm.bells}","marks":{"a":"${x} and ${y}"},"stall":{"fn::readFile":"./stall"}}""")]
    [InlineData("""{"name":"Bella","feed":["hay","oats"],"notes":{"anything":[1,{"at":"all"}]}}""")]
    public void What_fits_has_no_problem(string properties) => Assert.Empty(Problems(properties));

    [Theory]
    [InlineData("""{"nmae":"Bella","name":"Bella"}""", ".nmae is not known")]
    [InlineData("{}", ".name is required")]
    [InlineData("""{"name":1}""", ".name is Number")]
    [InlineData("""{"name":"Bella","age":"7"}""", ".age is String")]
    [InlineData("""{"name":"Bella","age":"${a} years"}""", ".age is String")]
    [InlineData("""{"name":"Bella","horned":"true"}""", ".horned is String")]
    [InlineData("""{"name":"Bella","marks":["a"]}""", ".marks is Array")]
    [InlineData("""{"name":"Bella","marks":{"a":1}}""", ".marks.a is Number")]
    [InlineData("""{"name":"Bella","bells":{"tone":"C"}}""", ".bells is Object")]
    [InlineData("""{"name":"Bella","bells":[{"tone":"C","seize":2}]}""", ".bells[0].seize is not known")]
    [InlineData("""{"name":"Bella","bells":[{"size":2}]}""", ".bells[0].tone is required")]
    [InlineData("""{"name":"Bella","stall":[{"box":{"number":1}}]}""", ".stall is Array")]
    [InlineData("""{"name":"Bella","stall":{"box":{}}}""", ".stall.box.number is required")]
    [InlineData("""{"name":"Bella","breed":"Angus"}""", ".breed is String")]
    [InlineData("""{"name":"Bella","feed":3}""", ".feed is none of")]
    public void What_does_not_fit_is_told_with_its_path(string properties, string problem) =>
        Assert.StartsWith("bella(toy:farm/cow:Cow)" + problem, Assert.Single(Problems(properties)), StringComparison.Ordinal);

    [Theory]
    [InlineData("toy:farm/cow:Calf")]
    [InlineData("toy:farm/Cow:Cow")]
    [InlineData("game:farm/cow:Cow")]
    public void A_type_that_there_is_not_is_told(string token) => Assert.Equal($"bella: there is no type {token}", Assert.Single(Problems("{}", token)));

    [Fact]
    public void A_provider_is_checked_too() => Assert.Equal("bella(pulumi:providers:toy).sise is not known", Assert.Single(Problems("""{"sise":1}""", "pulumi:providers:toy")));
}
