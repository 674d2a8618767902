using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>The server's side of one SMTP conversation.</summary>
internal sealed class SmtpServerSession(SmtpListener listener, TcpClient tcp)
{
    private readonly SmtpListenerSetup _setup = listener.Setup;
    private readonly SmtpServerLines _lines = new(tcp.GetStream());
    private readonly List<string> _to = [];
    private string? _from;
    private bool _encrypted;
    private bool _signedIn;

    public async Task RunAsync(CancellationToken stop)
    {
        using var _ = tcp;
        try
        {
            if (_setup.ImplicitTls)
                await EncryptAsync(stop);

            var line = "GREETING";
            while (await AnswerAsync(line, stop))
            {
                line = await _lines.ReadAsync(stop);
                listener.Hear(line);
            }
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has closed the connection, or the listener was stopped.
        }
    }

    private Task<bool> AnswerAsync(string line, CancellationToken stop) => AnswerAsync(line, listener.FaultAt(line), stop);

    /// <summary>Returns whether the conversation continues.</summary>
    private async Task<bool> AnswerAsync(string line, SmtpFault? fault, CancellationToken stop)
    {
        if (fault?.Kind is SmtpFaultKind.Drop)
            return false;
        if (fault?.Kind is SmtpFaultKind.Hang)
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        if (fault?.Kind is SmtpFaultKind.Hold)
            await fault.Release.WaitAsync(stop);

        var reply = fault?.Kind is SmtpFaultKind.Answer ? fault.Reply : await ReplyAsync(line, stop);
        await _lines.WriteAsync(reply + "\r\n", stop);

        if (reply.StartsWith("354", StringComparison.Ordinal))
            return await TakeAsync(stop);
        if (IsCommand(line, "STARTTLS") && reply.StartsWith("220", StringComparison.Ordinal))
            await EncryptAsync(stop);
        return !reply.StartsWith("221", StringComparison.Ordinal) && !reply.StartsWith("421", StringComparison.Ordinal);
    }

    private async Task<string> ReplyAsync(string line, CancellationToken stop) => line.Split(' ', ':')[0].ToUpperInvariant() switch
    {
        "GREETING" => "220 listener.test ESMTP",
        "EHLO" => Greet(),
        "HELO" => "250 listener.test",
        "STARTTLS" when _setup.StartTls && !_encrypted => ("220 Go ahead\r\n" + listener.AfterStartTls).TrimEnd(),
        "AUTH" => await SignInAsync(line.Split(' '), stop),
        "." => "250 2.0.0 Taken",
        "RSET" => Reset(),
        "NOOP" => "250 2.0.0 Still here",
        "QUIT" => "221 2.0.0 Bye",
        "MAIL" or "RCPT" or "DATA" when _setup.User is not null && !_signedIn => "530 5.7.0 Sign in first",
        "MAIL" when AddressIn(line) is { } from => Accept(() => _from = from),
        "RCPT" when _from is not null && AddressIn(line) is { } to => Accept(() => _to.Add(to)),
        "DATA" when _to.Count > 0 => "354 End with a lone dot",
        "MAIL" or "RCPT" or "DATA" => "503 5.5.1 Not now",
        _ => "502 5.5.2 Not understood",
    };

    private string Greet()
    {
        List<string> offers = ["listener.test", "SIZE 10485760"];
        if (_setup.StartTls && !_encrypted)
            offers.Add("STARTTLS");
        if (_setup.User is not null)
            offers.Add($"AUTH {_setup.Mechanisms}");

        return string.Join("\r\n", offers.SkipLast(1).Select(offer => $"250-{offer}").Append($"250 {offers[^1]}"));
    }

    private async Task<string> SignInAsync(string[] words, CancellationToken stop)
    {
        var mechanism = words.ElementAtOrDefault(1)?.ToUpperInvariant() ?? "";
        if (!_setup.Mechanisms.Split(' ').Contains(mechanism))
            return "504 5.5.4 Not this way";

        var first = words.Length > 2 ? Decoded(words[2]) : await PromptAsync(mechanism is "PLAIN" ? "" : "Username:", stop);
        var said = mechanism is "PLAIN" ? first : $"\0{first}\0{await PromptAsync("Password:", stop)}";

        _signedIn = said == $"\0{_setup.User}\0{_setup.Password}";
        return _signedIn ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong";
    }

    private async Task<string> PromptAsync(string prompt, CancellationToken stop)
    {
        await _lines.WriteAsync($"334 {Convert.ToBase64String(Encoding.UTF8.GetBytes(prompt))}\r\n", stop);
        return Decoded(await _lines.ReadAsync(stop));
    }

    private async Task<bool> TakeAsync(CancellationToken stop)
    {
        if (listener.FaultAt("BODY") is { Kind: SmtpFaultKind.Hold } hold)
            await hold.Release.WaitAsync(stop);

        var raw = await _lines.ReadMessageAsync(stop);
        var mail = ReceivedMail.Parse(_from!, [.. _to], raw);
        Reset();

        var fault = listener.FaultAt(".");
        if (fault?.Kind is null or SmtpFaultKind.Drop or SmtpFaultKind.Hold)
            listener.Keep(mail);
        return await AnswerAsync(".", fault, stop);
    }

    private async Task EncryptAsync(CancellationToken stop)
    {
        var tls = new SslStream(_lines.Stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = listener.Certificate.WithKey }, stop);
        _lines.Use(tls);
        _encrypted = true;
        Reset();
    }

    private string Reset()
    {
        _from = null;
        _to.Clear();
        return "250 2.0.0 Forgotten";
    }

    private static string Accept(Action change)
    {
        change();
        return "250 2.1.0 Fine";
    }

    private static string? AddressIn(string line) =>
        (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal)) is (var open and > 0, var close) && close > open
            ? line[(open + 1)..close]
            : null;

    private static bool IsCommand(string line, string command) => string.Equals(line, command, StringComparison.OrdinalIgnoreCase);

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
