using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>Describes the cycle in which events cause each other.</summary>
internal static class CascadeCycle
{
    /// <summary>
    /// From the last event of the same name to the suppressed one, such as <c>a → b → a</c>; the last eight where no other has
    /// that name.
    /// </summary>
    public static string Of(EventType cut, EventContext cause)
    {
        const int Few = 8;
        var names = new List<string> { cut.Name };
        for (var before = cause; before is not null; before = before.Parent)
        {
            if (before.Type is null)
                continue;

            names.Add(before.Type.Name);
            if (before.Type == cut)
                break;

            if (before.Parent is null && before.EventNames is not null)
                AddRecordedNames(names, cut, before);
        }

        if (names[^1] != cut.Name)
            names = [.. names.Take(Few)];

        names.Reverse();
        return string.Join(" → ", names);
    }

    private static void AddRecordedNames(List<string> names, EventType cut, EventContext first)
    {
        for (var depth = first.Depth - 1; depth > 0 && names[^1] != cut.Name && first.EventNames!.TryGetValue(depth, out var name); depth--)
            names.Add(name);
    }
}
