namespace Plaza.Tests.Mail;

/// <summary>What a planted fault does.</summary>
internal enum SmtpFaultKind { Answer, Hang, Drop, Hold }

/// <summary>A way to misbehave at lines that begin as given, as many times as given.</summary>
internal sealed class SmtpFault(string beginning, SmtpFaultKind kind, string reply, int times)
{
    private int _left = times;

    public SmtpFaultKind Kind => kind;

    public string Reply => reply;

    /// <summary>For <see cref="SmtpFaultKind.Hold"/>: the server goes on when this completes.</summary>
    public Task Release { get; init; } = Task.CompletedTask;

    /// <summary>Counts down when it is.</summary>
    public bool IsDueAt(string line) => line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && _left-- > 0;
}
