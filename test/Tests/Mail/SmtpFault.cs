namespace Plaza.Tests.Mail;

/// <summary>The kinds of injected SMTP faults.</summary>
internal enum SmtpFaultKind { Answer, Hang, Drop, Hold }

/// <summary>A fault at lines with the given prefix, for a number of times.</summary>
internal sealed class SmtpFault(string beginning, SmtpFaultKind kind, string reply, int times)
{
    private int _left = times;

    public SmtpFaultKind Kind => kind;

    public string Reply => reply;

    /// <summary>For <see cref="SmtpFaultKind.Hold"/>: the server continues when this completes.</summary>
    public Task Release { get; init; } = Task.CompletedTask;

    /// <summary>The remaining number of times.</summary>
    public bool IsDueAt(string line) => line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && _left-- > 0;
}
