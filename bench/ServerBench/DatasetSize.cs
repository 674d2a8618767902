namespace Plaza.ServerBench;

/// <summary>How much there shall be.</summary>
/// <param name="Accounts">In circles of twenty who all follow each other.</param>
/// <param name="Posts">Of 120 characters, by those accounts.</param>
/// <param name="Followers">Further accounts that follow one more, the star; 0 for no star.</param>
/// <param name="Loaded">How many of these have a token.</param>
internal sealed record DatasetSize(int Accounts, int Posts, int Followers, int Loaded)
{
    public const int Circle = 20;
}
