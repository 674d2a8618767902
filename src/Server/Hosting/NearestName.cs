namespace Plaza.Server.Hosting;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class NearestName
{
    /// <returns>The name with the fewest changed letters, which are at most a third of them; null when there is none. Case is ignored.</returns>
    public static string? Of(string misspelt, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(misspelt.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(candidate => candidate.Distance * 3 <= candidate.Name.Length)
        .OrderBy(candidate => candidate.Distance)
        .FirstOrDefault().Name;

    /// <summary>The edit distance of Levenshtein: letters to insert, delete or replace.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
