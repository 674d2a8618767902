using System.Net;
using System.Net.Sockets;
using Plaza.Tests.Mail;

namespace Plaza.Tests.Support;

/// <summary>
/// A mail server on the loopback address that holds real conversations, keeps what it is given and misbehaves on demand.
/// What it has kept and what was planted outlives <see cref="StopAsync"/> and <see cref="StartAgain"/>, so that an outage is one of each.
/// </summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedMail> _received = [];
    private readonly List<string> _commands = [];
    private readonly List<SmtpFault> _faults = [];
    private readonly Lazy<SelfMadeCertificate> _certificate;
    private TaskCompletionSource _changed = NewSignal();
    private CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    private SmtpListener(SmtpListenerSetup setup)
    {
        Setup = setup;
        Port = setup.Port;
        _certificate = new(() => SelfMadeCertificate.For(setup.CertifiedName));
    }

    /// <summary>Chosen by the system unless the setup names one; the same after a pause.</summary>
    public int Port { get; private set; }

    public SmtpListenerSetup Setup { get; }

    /// <summary>How many connections it has accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Sent in one piece with the 220 to STARTTLS, as a man in the middle would slip it in.</summary>
    public string AfterStartTls { get; set; } = "";

    /// <summary>A PEM file with the certificate, to be trusted by the client.</summary>
    public string TrustedRoot => _certificate.Value.PemFile;

    public IReadOnlyList<ReceivedMail> Received => Locked(() => _received.ToArray());

    /// <summary>Every line that was said to it, passwords too.</summary>
    public IReadOnlyList<string> Commands => Locked(() => _commands.ToArray());

    internal SelfMadeCertificate Certificate => _certificate.Value;

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

    /// <summary>Cuts all conversations and refuses connections from here on.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _stop.Dispose();
    }

    /// <summary>The first message for which <paramref name="wanted"/> holds, waiting for it if it is not there yet.</summary>
    public Task<ReceivedMail> ReceivedAsync(Func<ReceivedMail, bool> wanted, CancellationToken ct) =>
        WaitAsync(() => _received.Find(mail => wanted(mail)), ct);

    /// <summary>The first <paramref name="count"/> messages, waiting until there are as many.</summary>
    public Task<ReceivedMail[]> ReceivedAsync(int count, CancellationToken ct) =>
        WaitAsync(() => _received.Count < count ? null : _received.Take(count).ToArray(), ct);

    /// <summary>The first line that begins so, waiting for it if it was not said yet.</summary>
    public Task<string> HeardAsync(string beginning, CancellationToken ct) =>
        WaitAsync(() => _commands.Find(line => line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)), ct);

    /// <summary>Asks to come again later, as often as said.</summary>
    public void Greylist(int times) => Answer("RCPT", "451 4.7.1 Greylisted, please come again later", times);

    /// <summary>Refuses mail to the address for good.</summary>
    public void Reject(string address) => Answer($"RCPT TO:<{address}>", "550 5.1.1 There is nobody of that name");

    /// <summary>Gives this answer to lines that begin so; <c>.</c> is the end of a message, <c>GREETING</c> the greeting.</summary>
    public void Answer(string beginning, string reply, int times = int.MaxValue) => Plant(new(beginning, SmtpFaultKind.Answer, reply, times));

    /// <summary>Says nothing more after a line that begins so.</summary>
    public void HangAt(string beginning, int times = int.MaxValue) => Plant(new(beginning, SmtpFaultKind.Hang, "", times));

    /// <summary>Waits once at a line that begins so, and then goes on as usual; <c>BODY</c> is the beginning of a message.</summary>
    public void HoldAt(string beginning, Task release) => Plant(new(beginning, SmtpFaultKind.Hold, "", 1) { Release = release });

    /// <summary>Keeps the message and breaks the connection before saying so.</summary>
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

    /// <summary>The fault that is due at this line, counted down.</summary>
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
            // told to stop
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
