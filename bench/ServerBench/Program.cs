using System.Globalization;
using Plaza.ServerBench;

// seed FOLDER LISTS ACCOUNTS POSTS FOLLOWERS LOADED: fills a data folder; writes tokens and ids into the folder LISTS.
// fanout URL LISTS: what a post to all those followers costs.
switch (args)
{
    case ["seed", var folder, var lists, var accounts, var posts, var followers, var loaded]:
        await DatasetSeeder.RunAsync(folder, lists, new(Number(accounts), Number(posts), Number(followers), Number(loaded)));
        break;
    case ["fanout", var url, var lists]:
        await Fanout.RunAsync(new(url), lists);
        break;
    default:
        throw new ArgumentException("Say seed or fanout.", nameof(args));
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
