using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// Encrypts with a passphrase, as the CLI's "passphrase" provider does: an encryptionsalt is "v1:SALT:v1:NONCE:TEXT", where TEXT proves the
/// passphrase, and a ciphertext is "v1:NONCE:TEXT". (Fewer rounds than the CLI's million: tests wait for it.)
/// </summary>
internal sealed class StackSecrets
{
    private const int Rounds = 1000;
    private const string Proof = "pulumi";
    private readonly byte[] _key;

    private StackSecrets(byte[] key, string salt) => (_key, Salt) = (key, salt);

    public string Salt { get; }

    /// <summary>With a salt that is there, or a new one when null.</summary>
    /// <exception cref="CliException">There is no passphrase, or it is wrong (contract 1.5).</exception>
    public static StackSecrets Open(CliEnvironment environment, string? salt)
    {
        var passphrase = environment.Passphrase
            ?? throw new CliException("passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables");
        if (salt is null)
        {
            var random = RandomNumberGenerator.GetBytes(8);
            var created = new StackSecrets(Key(passphrase, random), "");
            return new(created._key, $"v1:{Convert.ToBase64String(random)}:{created.Encrypt(Proof)}");
        }
        if (salt.Split(':', 3) is not ["v1", var text, var proof])
            throw new CliException("malformed encryptionsalt value");
        var secrets = new StackSecrets(Key(passphrase, Convert.FromBase64String(text)), salt);
        try
        {
            return secrets.Decrypt(proof) == Proof ? secrets : throw new CliException("incorrect passphrase");
        }
        catch (CryptographicException)
        {
            throw new CliException("incorrect passphrase");
        }
    }

    public string Encrypt(string text)
    {
        using var cipher = new AesGcm(_key, 16);
        var (nonce, tag, plain) = (RandomNumberGenerator.GetBytes(12), new byte[16], Encoding.UTF8.GetBytes(text));
        var encrypted = new byte[plain.Length];
        cipher.Encrypt(nonce, plain, encrypted, tag);
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String([.. encrypted, .. tag])}";
    }

    public string Decrypt(string text)
    {
        var parts = text.Split(':');
        var (nonce, data) = (Convert.FromBase64String(parts[1]), Convert.FromBase64String(parts[2]));
        using var cipher = new AesGcm(_key, 16);
        var plain = new byte[data.Length - 16];
        cipher.Decrypt(nonce, data.AsSpan(0, plain.Length), data.AsSpan(plain.Length), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A copy whose secrets are encrypted.</summary>
    public JsonObject Encrypted(JsonObject value) => (JsonObject)SecretValue.Replace(value, secret => secret.Str("plaintext") is { } plain
        ? new JsonObject { [SecretValue.Signature] = SecretValue.Mark, ["ciphertext"] = Encrypt(plain) }
        : secret.Copy())!;

    /// <summary>Opens the secrets of a document where they stand.</summary>
    public void DecryptIn(JsonNode? value)
    {
        if (value is JsonObject o && SecretValue.Is(o))
        {
            if (o.Str("ciphertext") is { } text)
                o["plaintext"] = Decrypt(text);
            o.Remove("ciphertext");
            return;
        }
        foreach (var child in value switch { JsonObject map => map.Select(p => p.Value), JsonArray list => list, _ => [] })
            DecryptIn(child);
    }

    private static byte[] Key(string passphrase, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Rounds, HashAlgorithmName.SHA256, 32);
}
