using System.Globalization;
using Plaza.ServerBench;

// seed FOLDER LISTS ACCOUNTS POSTS FOLLOWERS LOADED: fills a data folder; writes tokens and ids into the folder LISTS.
// fanout URL LISTS: what a post to all those followers costs.
// publish URL LISTS COUNT: publishes so many posts.
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
        throw new ArgumentException("Say seed, fanout or publish.", nameof(args));
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
