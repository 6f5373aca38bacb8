using System.Security.Cryptography;
using Geofed.Client;

namespace Geofed.Clusters.Pulumi;

/// <summary>The passphrase of those who chose none: random, in a file that only its owner may read. Pulumi reads the file itself; it is in no argument and no environment.</summary>
internal static class PassphraseFile
{
    private const int Bytes = 32;

    /// <summary>Makes the file unless it is there, and returns its path. Of two processes that make it at once the first wins.</summary>
    public static string Ensure(string path)
    {
        if (File.Exists(path))
            return path;
        var mine = $"{path}.{Guid.NewGuid():N}";
        PrivateFile.Write(mine, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        try
        {
            File.Move(mine, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(mine);
        }
        return path;
    }
}
