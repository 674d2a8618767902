using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Deploy;

/// <summary>
/// A machine without a network, made by bwrap(1): the programs of this one, a copy of its <c>/etc</c>, a root of its own, and processes that end with
/// it. Ports are free, and nothing of what commands do as root outlives it.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-sandbox-");
    private readonly List<string> _binds = [];

    /// <summary>Makes a file or folder visible, read-only.</summary>
    public void Show(string path, string at) => _binds.AddRange(["--ro-bind", path, at]);

    /// <summary>Makes a folder visible, which keeps what is written to it.</summary>
    public void Share(string path, string at) => _binds.AddRange(["--bind", path, at]);

    /// <summary>Writes a self-signed certificate of <c>plaza.example.org</c> to where certbot puts it.</summary>
    public async Task AddCertificateAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "live")).FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=plaza.example.org", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "fullchain.pem"), certificate.ExportCertificatePem() + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "privkey.pem"), key.ExportPkcs8PrivateKeyPem() + "\n");
        Show(folder, "/etc/letsencrypt/live/plaza.example.org");
    }

    /// <param name="script">For bash, run in <c>/build</c> as root.</param>
    /// <param name="isRootReadOnly">Otherwise <c>/var</c>, <c>/etc</c>, <c>/opt</c> and <c>/run</c> can be written too.</param>
    public async Task<ProgramRun> RunAsync(string script, bool isRootReadOnly = false)
    {
        var etc = Path.Combine(_folder.FullName, "etc");
        (await PlazaProgram.RunAsync(["-a", "/etc", etc], [], "cp")).ShouldBeDone();
        Directory.CreateDirectory(Path.Combine(etc, "letsencrypt", "live", "plaza.example.org"));
        var file = Path.Combine(_folder.FullName, "script");
        await File.WriteAllTextAsync(file, script);

        string[] machine =
        [
            "--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent", "--clearenv", "--setenv", "PATH", "/usr/local/sbin:/usr/sbin:/usr/bin",
            "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            "--proc", "/proc", "--dev", "/dev", "--dir", "/opt", "--dir", "/build", "--chdir", "/build", "--ro-bind", file, "/script",
        ];
        string[] parts = isRootReadOnly
            ? ["--ro-bind", etc, "/etc", "--dir", "/var", "--dir", "/var/lib", .. _binds, "--remount-ro", "/"]
            : ["--bind", etc, "/etc", "--tmpfs", "/tmp", "--perms", "0755", "--tmpfs", "/run", "--perms", "0755", "--tmpfs", "/var", "--dir", "/var/lib", .. _binds];
        return await PlazaProgram.RunAsync([.. machine, .. parts, "bash", "/script"], [], "bwrap", patience: TimeSpan.FromMinutes(5));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
