namespace Plaza.BusBench.Peers;

/// <summary>A computation of <see cref="Scenarios.NoOpSubscriber"/> as a type.</summary>
internal interface IForm
{
    static abstract int Next(int sum, int number);
}

internal readonly struct Adds : IForm
{
    public static int Next(int sum, int number) => sum + number;
}

internal readonly struct Subtracts : IForm
{
    public static int Next(int sum, int number) => sum - number;
}

internal readonly struct Toggles : IForm
{
    public static int Next(int sum, int number) => sum ^ number;
}

internal readonly struct Sets : IForm
{
    public static int Next(int sum, int number) => sum | number;
}

internal readonly struct AddsTwice : IForm
{
    public static int Next(int sum, int number) => sum + (number * 2);
}

internal readonly struct SubtractsTwice : IForm
{
    public static int Next(int sum, int number) => sum - (number * 2);
}

internal readonly struct TogglesTwice : IForm
{
    public static int Next(int sum, int number) => sum ^ (number * 2);
}

internal readonly struct SetsTwice : IForm
{
    public static int Next(int sum, int number) => sum | (number * 2);
}
