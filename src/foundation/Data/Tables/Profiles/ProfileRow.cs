using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Data.Tables.Profiles;

/// <summary>How an account shows itself. Without a row it shows its handle.</summary>
[PrimaryKey(nameof(Account))]
public sealed class ProfileRow
{
    public required AccountId Account { get; init; }

    public required string Name { get; init; }

    public required string Bio { get; init; }

    public required string BioHtml { get; init; }

    public Visibility PostingVisibility { get; init; }

    public bool PostingSensitive { get; init; }

    /// <summary>Null for the server's language.</summary>
    public string? PostingLanguage { get; init; }
}
