using System.Globalization;
using Plaza.ServerBench;

// seed FOLDER LISTS ACCOUNTS POSTS FOLLOWERS LOADED: fills a data folder; writes tokens and ids to the folder LISTS.
// fanout URL LISTS: the cost of a post to all those followers.
// publish URL LISTS COUNT: publishes COUNT posts.
switch (args)
{
    case ["seed", var folder, var lists, var accounts, var posts, var followers, var loaded]:
        await DatasetSeeder.RunAsync(folder, lists, new(Number(accounts), Number(posts), Number(followers), Number(loaded)));
        break;
    case ["fanout", var url, var lists]:
        await Fanout.RunAsync(new(url), lists);
        break;
    case ["publish", var url, var lists, var count]:
        await PublishLoad.RunAsync(new(url), lists, Number(count));
        break;
    default:
        throw new ArgumentException("Use seed, fanout or publish.", nameof(args));
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
