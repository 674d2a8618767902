using System.Net;
using System.Net.Sockets;
using Plaza.Tests.Mail;

namespace Plaza.Tests.Support;

/// <summary>
/// An SMTP server on loopback that stores received messages and injects faults. Messages and planned faults survive <see cref="StopAsync"/> and
/// <see cref="StartAgain"/>, so that a test can simulate an outage.
/// </summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedMail> _received = [];
    private readonly List<string> _commands = [];
    private readonly List<SmtpFault> _faults = [];
    private readonly Lazy<SelfSignedCertificate> _certificate;
    private TaskCompletionSource _changed = NewSignal();
    private CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    private SmtpListener(SmtpListenerSetup setup)
    {
        Setup = setup;
        Port = setup.Port;
        _certificate = new(() => SelfSignedCertificate.For(setup.CertifiedName));
    }

    /// <summary>The port, chosen by the system unless the setup names one; the same after a restart.</summary>
    public int Port { get; private set; }

    public SmtpListenerSetup Setup { get; }

    /// <summary>The number of accepted connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Sent in one packet with the 220 to STARTTLS, as a man in the middle would inject it.</summary>
    public string AfterStartTls { get; set; } = "";

    /// <summary>A PEM file with the certificate, for the client to trust.</summary>
    public string TrustedRoot => _certificate.Value.PemFile;

    public IReadOnlyList<ReceivedMail> Received => Locked(() => _received.ToArray());

    /// <summary>Every line received, passwords included.</summary>
    public IReadOnlyList<string> Commands => Locked(() => _commands.ToArray());

    internal SelfSignedCertificate Certificate => _certificate.Value;

    public static SmtpListener Start(SmtpListenerSetup? setup = null)
    {
        var listener = new SmtpListener(setup ?? new());
        listener.StartAgain();
        return listener;
    }

    /// <summary>Listens on the same port as before.</summary>
    public void StartAgain()
    {
        var tcp = new TcpListener(IPAddress.Loopback, Port);
        tcp.Start();
        Port = ((IPEndPoint)tcp.LocalEndpoint).Port;
        _stop = new();
        _accepting = AcceptAsync(tcp, _stop.Token);
    }

    /// <summary>Closes all connections and refuses new ones.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _stop.Dispose();
    }

    /// <summary>The first message for which <paramref name="wanted"/> holds; waits for it.</summary>
    public Task<ReceivedMail> ReceivedAsync(Func<ReceivedMail, bool> wanted, CancellationToken ct) =>
        WaitAsync(() => _received.Find(mail => wanted(mail)), ct);

    /// <summary>The first <paramref name="count"/> messages; waits until there are that many.</summary>
    public Task<ReceivedMail[]> ReceivedAsync(int count, CancellationToken ct) =>
        WaitAsync(() => _received.Count < count ? null : _received.Take(count).ToArray(), ct);

    /// <summary>The first line with this prefix; waits for it.</summary>
    public Task<string> HeardAsync(string beginning, CancellationToken ct) =>
        WaitAsync(() => _commands.Find(line => line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)), ct);

    /// <summary>Defers mail with a 4xx reply, the given number of times.</summary>
    public void Greylist(int times) => Answer("RCPT", "451 4.7.1 Greylisted, please come again later", times);

    /// <summary>Rejects mail to the address for good.</summary>
    public void Reject(string address) => Answer($"RCPT TO:<{address}>", "550 5.1.1 There is nobody of that name");

    /// <summary>Replies with this to lines with the prefix; <c>.</c> is the end of a message, <c>GREETING</c> the greeting.</summary>
    public void Answer(string beginning, string reply, int times = int.MaxValue) => Plant(new(beginning, SmtpFaultKind.Answer, reply, times));

    /// <summary>Stops responding after a line with the prefix.</summary>
    public void HangAt(string beginning, int times = int.MaxValue) => Plant(new(beginning, SmtpFaultKind.Hang, "", times));

    /// <summary>Waits once at a line with the prefix, then continues; <c>BODY</c> is the start of a message.</summary>
    public void HoldAt(string beginning, Task release) => Plant(new(beginning, SmtpFaultKind.Hold, "", 1) { Release = release });

    /// <summary>Stores the message and closes the connection before the reply.</summary>
    public void DropAfterData(int times = 1) => Plant(new(".", SmtpFaultKind.Drop, "", times));

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
            await StopAsync();
        if (_certificate.IsValueCreated)
            _certificate.Value.Dispose();
    }

    internal void Keep(ReceivedMail mail) => Change(() => _received.Add(mail));

    internal void Hear(string line) => Change(() => _commands.Add(line));

    /// <summary>The fault planned for this line; its count is decremented.</summary>
    internal SmtpFault? FaultAt(string line) => Locked(() => _faults.Find(fault => fault.IsDueAt(line)));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync(TcpListener tcp, CancellationToken stop)
    {
        var talking = new List<Task>();
        try
        {
            while (true)
            {
                var client = await tcp.AcceptTcpClientAsync(stop);
                Interlocked.Increment(ref _connections);
                talking.Add(new SmtpServerSession(this, client).RunAsync(stop));
            }
        }
        catch (OperationCanceledException)
        {
            // The listener was stopped.
        }
        tcp.Dispose();
        await Task.WhenAll(talking);
    }

    private void Plant(SmtpFault fault) => Locked(() => { _faults.Add(fault); return true; });

    private async Task<T> WaitAsync<T>(Func<T?> find, CancellationToken ct)
        where T : class
    {
        while (true)
        {
            var (found, changed) = Locked(() => (find(), _changed.Task));
            if (found is not null)
                return found;
            await changed.WaitAsync(ct);
        }
    }

    private void Change(Action change) => Locked(() =>
    {
        change();
        _changed.SetResult();
        _changed = NewSignal();
        return true;
    });

    private T Locked<T>(Func<T> work)
    {
        lock (_lock)
            return work();
    }
}
