namespace Plaza.Web.Profiles;

/// <summary>The colours of a house.</summary>
/// <param name="Dark">Doors and unlit windows.</param>
internal sealed record Palette(string Sky, string Wall, string Roof, string Dark)
{
    public const string Sun = "#fff4cf";
    public const string Light = "#ffe9a8";

    public static IReadOnlyList<Palette> All { get; } =
    [
        new("#f6dfb8", "#c8603f", "#7a2f22", "#3d1a17"),
        new("#cfe3e0", "#e9b44c", "#a24a2a", "#4a2b18"),
        new("#f3d3c4", "#2f7f79", "#174b4c", "#0e2e30"),
        new("#cddcec", "#d9b48c", "#a5452f", "#4f3a33"),
        new("#f9e6b3", "#5b7fa6", "#2f4767", "#1b2a40"),
        new("#d9e8cf", "#d98b73", "#6d4033", "#3b211d"),
        new("#e5dcef", "#8a6aa3", "#4b3763", "#2a1e3b"),
        new("#c9dfee", "#f0c9a0", "#5d7f58", "#35462f"),
        new("#fbdcc3", "#7d9a6b", "#445a3c", "#26341f"),
        new("#d3e4d8", "#b9475a", "#6a2438", "#3a1421"),
        new("#f4e3cf", "#6fa8a3", "#b5523c", "#27403f"),
        new("#d5e2e6", "#e0a48f", "#37505c", "#2b2f38"),
    ];
}
