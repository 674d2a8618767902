#!/usr/bin/env bash
# MailKit 4.18.2 (NuGet), .NET 10: why a server's certificate was refused is not in the exception
#
# SslStream says what is wrong with a certificate: "errors in the certificate chain: NotTimeValid, UntrustedRoot".
# One would expect to find that reason under MailKit's SslHandshakeException. MailKit always hands SslStream a
# callback of its own, and then .NET only says that "the provided RemoteCertificateValidationCallback" refused;
# MailKit's own text lists six possible causes. A reason thrown inside one's own callback (which must go on
# refusing) arrives as the inner exception.
#
# Output seen (certificate for localhost, self-signed, out of date since yesterday):
#   SslStream names NotTimeValid: True
#   MailKit names NotTimeValid: False
#   MailKit's inner exception: The remote certificate was rejected by the provided RemoteCertificateValidationCallback.
#   MailKit's inner exception, callback throws: NotTimeValid, UntrustedRoot
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup><PackageReference Include="MailKit" Version="4.18.2" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;

using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
var names = new SubjectAlternativeNameBuilder();
names.AddDnsName("localhost");
request.CertificateExtensions.Add(names.Build());
using var expired = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-1));
using var certificate = X509CertificateLoader.LoadPkcs12(expired.Export(X509ContentType.Pfx), null);

var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var port = ((IPEndPoint)listener.LocalEndpoint).Port;
_ = Task.Run(async () =>
{
    while (true)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var tls = new SslStream(client.GetStream());
        try { await tls.AuthenticateAsServerAsync(certificate); } catch (Exception) { /* the client leaves: that is the test */ }
    }
});

var plain = Thrown(() =>
{
    using var client = new TcpClient("127.0.0.1", port);
    using var tls = new SslStream(client.GetStream());
    tls.AuthenticateAsClient("localhost");
});
Console.WriteLine("SslStream names NotTimeValid: " + plain.ToString().Contains("NotTimeValid"));

var mail = Thrown(() => Connect(null));
Console.WriteLine("MailKit names NotTimeValid: " + mail.ToString().Contains("NotTimeValid"));
Console.WriteLine("MailKit's inner exception: " + mail.InnerException!.Message);

var explained = Thrown(() => Connect((_, _, chain, errors) => errors == SslPolicyErrors.None
    ? true
    : throw new System.Security.Authentication.AuthenticationException(string.Join(", ", chain!.ChainStatus.Select(s => s.Status).Order()))));
Console.WriteLine("MailKit's inner exception, callback throws: " + explained.InnerException!.Message);

void Connect(RemoteCertificateValidationCallback? callback)
{
    using var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = callback };
    client.Connect("localhost", port, SecureSocketOptions.SslOnConnect);
}

static Exception Thrown(Action action)
{
    try { action(); } catch (Exception e) { return e; }
    throw new InvalidOperationException("The certificate was accepted.");
}
X
dotnet run | tee out
diff out - <<'X'
SslStream names NotTimeValid: True
MailKit names NotTimeValid: False
MailKit's inner exception: The remote certificate was rejected by the provided RemoteCertificateValidationCallback.
MailKit's inner exception, callback throws: NotTimeValid, UntrustedRoot
X
