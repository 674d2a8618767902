using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>One connection to the mail server: bytes out, answers in, each exchange within the deadline.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private readonly TcpClient _tcp = new();
    private readonly Deadline _deadline;
    private Stream _stream = Stream.Null;
    private SmtpReplyReader _replies = new(Stream.Null);

    private SmtpWire(Deadline deadline) => _deadline = deadline;

    /// <summary>Whether a password may be shown: nobody between us and the server can read along.</summary>
    public bool IsPrivate => IsEncrypted || _tcp.Client.RemoteEndPoint is IPEndPoint { Address: var peer } && IsThisMachine(peer);

    public bool IsEncrypted => _stream is SslStream;

    /// <summary>Connects and reads the greeting; both together have the time of one exchange.</summary>
    public static async Task<(SmtpWire Wire, SmtpReply Greeting)> OpenAsync(MailOptions options, Deadline deadline, CancellationToken ct)
    {
        var wire = new SmtpWire(deadline);
        try
        {
            return (wire, await deadline.KeepAsync(inTime => wire.ConnectAsync(options, inTime), ct));
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    public Task EncryptAsync(MailOptions options, CancellationToken ct) => _deadline.KeepAsync(
        async inTime =>
        {
            await HandshakeAsync(options, inTime);
            return true;
        },
        ct);

    /// <summary>Says one command and reads the answer.</summary>
    public Task<SmtpReply> AskAsync(string command, CancellationToken ct) => ExchangeAsync(Line(command), _deadline, ct);

    /// <summary>Sends bytes as they are and reads the answer.</summary>
    public Task<SmtpReply> AskAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => ExchangeAsync(bytes, _deadline, ct);

    /// <summary>Says good-bye. Nothing depends on the answer, so there is little time for it.</summary>
    public Task LeaveAsync(CancellationToken ct) => ExchangeAsync(Line("QUIT"), _deadline.AtMost(LongestFarewell), ct);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    internal static bool IsThisMachine(IPAddress peer) => IPAddress.IsLoopback(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);

    private static byte[] Line(string command) => Ascii.IsValid(command) && !command.Any(char.IsControl)
        ? Encoding.ASCII.GetBytes(command + "\r\n")
        : throw new UnsendableMailException("A command to the mail server must be one line of ASCII.");

    private Task<SmtpReply> ExchangeAsync(ReadOnlyMemory<byte> bytes, Deadline deadline, CancellationToken ct) => deadline.KeepAsync(
        async inTime =>
        {
            await _stream.WriteAsync(bytes, inTime);
            await _stream.FlushAsync(inTime);
            return await _replies.ReadAsync(inTime);
        },
        ct);

    private async Task<SmtpReply> ConnectAsync(MailOptions options, CancellationToken ct)
    {
        await _tcp.ConnectAsync(options.Host, options.PortInUse, ct);
        Use(_tcp.GetStream());

        if (options.Protection is MailSecurity.Tls)
            await HandshakeAsync(options, ct);
        return await _replies.ReadAsync(ct);
    }

    private async Task HandshakeAsync(MailOptions options, CancellationToken ct)
    {
        var encrypted = new SslStream(_stream);
        Use(encrypted);
        await encrypted.AuthenticateAsClientAsync(SmtpTrust.For(options), ct);
    }

    /// <summary>A new reader each time: what the old one had read too far is thrown away.</summary>
    private void Use(Stream stream) => (_stream, _replies) = (stream, new(stream));
}
