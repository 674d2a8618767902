namespace Plaza.ServerBench;

/// <summary>The size of a dataset.</summary>
/// <param name="Accounts">Accounts in circles of twenty that all follow each other.</param>
/// <param name="Posts">Posts of 120 characters by those accounts.</param>
/// <param name="Followers">Further accounts that follow one more account, the star; 0 for no star.</param>
/// <param name="Loaded">The number of these followers that have a token.</param>
internal sealed record DatasetSize(int Accounts, int Posts, int Followers, int Loaded)
{
    public const int Circle = 20;
}
