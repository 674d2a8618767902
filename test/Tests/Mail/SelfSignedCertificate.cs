using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plaza.Tests.Mail;

/// <summary>A self-signed certificate, trusted only through its PEM file.</summary>
internal sealed class SelfSignedCertificate : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-certificate-");

    private SelfSignedCertificate(X509Certificate2 withKey)
    {
        WithKey = withKey;
        PemFile = Path.Combine(_folder.FullName, "root.pem");
        File.WriteAllText(PemFile, withKey.ExportCertificatePem());
    }

    public X509Certificate2 WithKey { get; }

    public string PemFile { get; }

    public static SelfSignedCertificate For(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(IPAddress.Loopback);

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));

        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return new(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null));
    }

    public void Dispose()
    {
        WithKey.Dispose();
        _folder.Delete(recursive: true);
    }
}
