using System.Globalization;

namespace Geofed.Server;

/// <summary>What the server was asked to do.</summary>
internal sealed record ServerCommandLine
{
    public bool Bare { get; private init; }
    public bool Background { get; private init; }
    public bool Standby { get; private init; }
    public string? Home { get; private init; }
    public int? Port { get; private init; }
    public string? Token { get; private init; }
    public string? Data { get; private init; }
    public string? Error { get; private init; }

    public static ServerCommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new ServerCommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "serve":
                    continue;
                case "bare":
                    line = line with { Bare = true };
                    continue;
                case "--background":
                    line = line with { Background = true };
                    continue;
                case "--standby":
                    line = line with { Standby = true };
                    continue;
            }
            if (i + 1 == args.Count)
                return line with { Error = $"'{args[i]}' is not an option, or lacks its value." };
            line = line.With(args[i], args[++i]);
        }
        return line;
    }

    private ServerCommandLine With(string option, string value) => option switch
    {
        "--home" => this with { Home = value },
        "--data" => this with { Data = value },
        "--token" => this with { Token = value },
        "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 => this with { Port = port },
        "--port" => this with { Error = $"'{value}' is not a port." },
        _ => this with { Error = $"'{option}' is not an option." },
    };
}
