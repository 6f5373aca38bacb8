using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Certificates;

/// <summary>The rules for what is asked for, and for what a signer answers (validateCSR, validateCertificate). What is wrong inside a request or a certificate is told in Go's words only where it has few.</summary>
internal static class CertificateRules
{
    private const string Malformed = "asn1: structure error: malformed ";

    public static void Request(string encoded, FieldErrors errors)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
            if (!PemEncoding.TryFind(text, out var block) || text[block.Label] != "CERTIFICATE REQUEST")
                errors.Invalid("spec.request", encoded, "PEM block type must be CERTIFICATE REQUEST");
            else
                CertificateRequest.LoadSigningRequestPem(text, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or CryptographicException)
        {
            errors.Invalid("spec.request", encoded, Malformed + "certificate request");
        }
    }

    /// <summary>A certificate is given once, by who may write the status, and is one or more blocks of PEM.</summary>
    public static void Certificate(JsonObject obj, JsonObject old, FieldErrors errors, bool maySet)
    {
        var (now, before) = (obj.Str("status", "certificate") ?? "", old.Str("status", "certificate") ?? "");
        if (now == before)
            return;
        if (now.Length > 0 && Wrong(now) is { } wrong)
            errors.Invalid("status.certificate", "<certificate data>", wrong);
        if (!maySet)
            errors.Forbidden("status.certificate", "updates may not set certificate content");
        else if (before.Length > 0)
            errors.Forbidden("status.certificate", "updates may not modify existing certificate content");
    }

    private static string? Wrong(string encoded)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).AsSpan();
            var blocks = 0;
            for (; PemEncoding.TryFind(text, out var block); blocks++)
            {
                if (text[block.Label] is not "CERTIFICATE" and var label)
                    return $"only CERTIFICATE PEM blocks are allowed, found {FieldErrors.Quote(label.ToString())}";
                X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text[block.Base64Data].ToString())).Dispose();
                text = text[block.Location.End..];
            }
            return blocks == 0 ? "must contain at least one CERTIFICATE PEM block" : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or CryptographicException)
        {
            return Malformed + "certificate";
        }
    }
}
