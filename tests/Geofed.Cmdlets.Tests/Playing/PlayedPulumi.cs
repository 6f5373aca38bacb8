
namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>A script in the place of pulumi for the stack of one Karmada: it keeps whether that is installed, and writes down what it is asked.</summary>
internal sealed class PlayedPulumi : IDisposable
{
    private const string Variable = "GEOFED_PULUMI";
    private const string Urn = "urn:pulumi:karmada::geofed-karmada::kubernetes:core/v1:Namespace::namespace";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-pulumi-");

    public PlayedPulumi()
    {
        var program = Path.Combine(_folder.FullName, "pulumi");
        File.WriteAllText(program, $$$"""
            #!/bin/sh
            here='{{{_folder.FullName}}}'
            there='{"version":3,"deployment":{"resources":[]}}'
            if [ -e "$here/there" ]; then there='{"version":3,"deployment":{"resources":[{"urn":"{{{Urn}}}","type":"kubernetes:core/v1:Namespace","id":"karmada-system","protect":true}]}}'; fi
            case "$1 $2" in
            version*) echo v3.260.0; exit 0;;
            'preview '*) echo '{"steps":[{"op":"create","urn":"{{{Urn}}}","newState":{}}]}';;
            'stack export') echo "$there";;
            'up '*) if [ -e "$here/fail" ]; then echo 'error: the chart does not fit' >&2; echo 'up fails' >> "$here/calls"; exit 1; fi; touch "$here/there";;
            'destroy '*) rm "$here/there";;
            esac
            case "$1" in stack|plugin) echo "$1 $2" >> "$here/calls";; *) echo "$1" >> "$here/calls";; esac
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable(Variable, program);
    }

    /// <summary>What it was asked since the last time, one call each.</summary>
    public IReadOnlyList<string> Calls()
    {
        var path = Path.Combine(_folder.FullName, "calls");
        var calls = File.Exists(path) ? File.ReadAllLines(path) : [];
        File.Delete(path);
        return calls;
    }

    /// <summary>Whether updates fail from now on.</summary>
    public bool Fails
    {
        set
        {
            if (value)
                File.WriteAllText(Path.Combine(_folder.FullName, "fail"), "");
            else
                File.Delete(Path.Combine(_folder.FullName, "fail"));
        }
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _folder.Delete(recursive: true);
    }
}
