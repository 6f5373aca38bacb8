namespace Geofed.Architecture.Tests;

/// <summary>How source files are laid out.</summary>
public class SourceFileTests
{
    private const int MostLines = 300;

    public static TheoryData<string> Names() => [.. SourceTree.Projects.Select(p => p.Name)];

    private static IEnumerable<string> FilesOf(string project) => SourceTree.Projects.Single(p => p.Name == project).SourceFiles;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_stays_small(string project) =>
        Assert.Empty(FilesOf(project).Where(file => File.ReadLines(file).Count() > MostLines).Select(Path.GetFileName));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_has_one_namespace_of_its_project(string project) => Assert.All(FilesOf(project), file =>
    {
        var found = File.ReadLines(file).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal)).Select(line => line["namespace ".Length..]).ToList();
        Assert.True(found is [var only] && only.EndsWith(';') && (only[..^1] + ".").StartsWith(project + ".", StringComparison.Ordinal), $"{file}: {string.Join(' ', found)}");
    });
}
