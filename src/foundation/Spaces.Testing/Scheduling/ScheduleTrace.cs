using System.Globalization;

namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>The work that a schedule has run, in order. Written only by the running thread.</summary>
internal sealed class ScheduleTrace
{
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, int> _calls = [];
    private readonly List<string> _inside = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The calls in progress.</summary>
    public IReadOnlyList<string> Inside => _inside;

    /// <returns>The call, such as <c>audit.Note #3</c>.</returns>
    public string Began(string handler, string eventName)
    {
        var number = _calls[handler] = _calls.GetValueOrDefault(handler) + 1;
        var call = string.Create(CultureInfo.InvariantCulture, $"{handler} #{number}");
        _inside.Add(call);
        _lines.Add($"{call} begins {eventName}");
        return call;
    }

    public void Ended(string call, Exception? fault)
    {
        _inside.Remove(call);
        _lines.Add(fault is null ? $"{call} ends" : $"{call} ends with {fault.GetType().Name}");
    }

    public void Passed(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
            _lines.Add($"{time} pass");
    }
}
