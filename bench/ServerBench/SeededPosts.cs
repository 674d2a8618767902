using System.Globalization;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;

namespace Plaza.ServerBench;

/// <summary>Creates public posts of 120 characters.</summary>
internal sealed class SeededPosts(PostRepository posts)
{
    public PostId Add(WriteTransaction tx, AccountId author, int at)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{at:d7} The quick brown fox jumps over the lazy dog. ").PadRight(120, 'x');
        var id = tx.NextId<PostId>();
        var post = new PostRow
        {
            Id = id,
            Author = author,
            Visibility = Visibility.Public,
            Text = text,
            Html = $"<p>{text}</p>",
            ContentWarning = "",
            Sensitive = false,
            CreatedAt = tx.Now,
            Sequence = tx.Publish(new PostPublished(id, author, Visibility.Public)),
        };
        posts.Add(tx, post, [], []);
        return id;
    }
}
