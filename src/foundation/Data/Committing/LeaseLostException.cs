namespace Plaza.Data.Committing;

/// <summary>Other nodes may run what this node was running: it commits nothing until it has joined again.</summary>
internal sealed class LeaseLostException() : IOException("The lease of this node has expired.");
