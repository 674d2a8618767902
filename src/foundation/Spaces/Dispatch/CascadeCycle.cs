using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>Describes the cycle in which events cause each other.</summary>
internal static class CascadeCycle
{
    /// <summary>
    /// From the last event of the same name to the suppressed one, such as <c>a → b → a</c>; the last eight where no other has
    /// that name.
    /// </summary>
    public static string Of(EventType suppressed, EventContext cause)
    {
        const int MaxNamesShown = 8;
        var names = new List<string> { suppressed.Name };
        for (var before = cause; before is not null; before = before.Parent)
        {
            if (before.Type is null)
                continue;

            names.Add(before.Type.Name);
            if (before.Type == suppressed)
                break;

            if (before.Parent is null && before.EventNames is not null)
                AddRecordedNames(names, suppressed, before);
        }

        if (names[^1] != suppressed.Name)
            names = [.. names.Take(MaxNamesShown)];

        names.Reverse();
        return string.Join(" → ", names);
    }

    private static void AddRecordedNames(List<string> names, EventType suppressed, EventContext first)
    {
        for (var depth = first.Depth - 1; depth > 0 && names[^1] != suppressed.Name && first.EventNames!.TryGetValue(depth, out var name); depth--)
            names.Add(name);
    }
}
