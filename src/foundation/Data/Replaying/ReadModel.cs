namespace Plaza.Data.Replaying;

/// <summary>Tables that are derived from the journal alone, so that they can be verified against it and rebuilt.</summary>
/// <param name="Name">One of <see cref="ReadModelNames"/>. Tables that several spaces give under the same name form one model.</param>
/// <param name="Projections">Fold the journal into what <paramref name="Tables"/> are compared with. Models may share one.</param>
/// <param name="Tables">The tables, or columns, in which the model is stored.</param>
public sealed record ReadModel(string Name, IReadOnlyList<ReplayProjection> Projections, IReadOnlyList<ReplayTable> Tables);

/// <summary>Gives the read models of a space. Registered by the space.</summary>
public interface IReadModelSource
{
    /// <summary>Called for each verification or rebuild, since projections hold state.</summary>
    IReadOnlyList<ReadModel> Create();
}

/// <summary>The names of the read models, for <c>plaza journal rebuild --model</c>.</summary>
public static class ReadModelNames
{
    public const string Counts = "counts";
    public const string Hashtags = "hashtags";
    public const string Notifications = "notifications";
    public const string Statistics = "statistics";

    public static IReadOnlyList<string> All { get; } = [Counts, Hashtags, Notifications, Statistics];
}
