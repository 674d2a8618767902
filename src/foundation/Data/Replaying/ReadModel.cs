namespace Plaza.Data.Replaying;

/// <summary>Tables whose rows the journal determines, so that they can be verified against it; most can be rebuilt from it.</summary>
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
    /// <summary>The rows that users created, without their texts. Can be verified, but not rebuilt.</summary>
    public const string Content = "content";

    public const string Counts = "counts";
    public const string Hashtags = "hashtags";
    public const string Notifications = "notifications";
    public const string Statistics = "statistics";

    /// <summary>The models that are derived from the journal alone.</summary>
    public static IReadOnlyList<string> Rebuildable { get; } = [Counts, Hashtags, Notifications, Statistics];

    public static IReadOnlyList<string> All { get; } = [Content, Counts, Hashtags, Notifications, Statistics];
}
