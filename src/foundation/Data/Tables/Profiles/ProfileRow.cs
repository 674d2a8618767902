using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Data.Tables.Profiles;

/// <summary>Name, bio and posting defaults of an account. Without a row the name is the handle.</summary>
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
