using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Validates the certificate of the mail server: valid for the host name, under a root that the system or the setting <c>TrustedRoot</c> trusts. The
/// validation cannot be switched off.
/// </summary>
internal static class SmtpTrust
{
    public static SslClientAuthenticationOptions For(MailOptions options) => new()
    {
        TargetHost = options.Host,
        CertificateChainPolicy = options.TrustedRoot.Length == 0 ? null : WithRoot(options.TrustedRoot),
    };

    /// <summary>
    /// A callback for TLS that accepts only a valid certificate. Throws instead of returning false, so that the operator sees the reason.
    /// </summary>
    public static bool Demand(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
            return true;

        var faults = chain?.ChainStatus.Select(status => $"{status.Status}") ?? [];
        throw new AuthenticationException($"The certificate of the mail server is not trusted: {string.Join(", ", faults.Prepend($"{errors}"))}.");
    }

    private static X509ChainPolicy WithRoot(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };

        policy.CustomTrustStore.ImportFromPemFile(file);
        policy.CustomTrustStore.AddRange(OfTheSystem());
        return policy;
    }

    private static X509Certificate2Collection OfTheSystem()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        return store.Certificates;
    }
}
