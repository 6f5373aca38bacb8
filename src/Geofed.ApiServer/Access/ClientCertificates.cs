using System.Security.Cryptography.X509Certificates;

namespace Geofed.ApiServer.Access;

/// <summary>Client certificates, as kube-apiserver reads them: the common name is the user, the organizations are the groups.</summary>
internal static class ClientCertificates
{
    private const string CommonName = "2.5.4.3", Organization = "2.5.4.10";

    /// <summary>Null when the certificate is not of the authority, or not of this time.</summary>
    public static UserInfo? UserOf(X509Certificate2 certificate, X509Certificate2? ca, TimeProvider time)
    {
        if (ca is null)
            return null;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetLocalNow().DateTime;
        if (!chain.Build(certificate))
            return null;
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Select(n => (Type: n.GetSingleElementType().Value, Value: n.GetSingleElementValue() ?? "")).ToList();
        var user = names.FirstOrDefault(n => n.Type == CommonName).Value;
        return string.IsNullOrEmpty(user) ? null : new(user, [.. names.Where(n => n.Type == Organization).Select(n => n.Value), "system:authenticated"]);
    }
}
