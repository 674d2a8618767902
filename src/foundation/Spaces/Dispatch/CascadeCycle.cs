using Plaza.Spaces.Events;

namespace Plaza.Spaces.Dispatch;

/// <summary>Names the way on which events lead to each other without end.</summary>
internal static class CascadeCycle
{
    /// <summary>
    /// From the last event of the same name to the one that was cut, such as <c>a → b → a</c>; where none has the same
    /// name, the last few.
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
