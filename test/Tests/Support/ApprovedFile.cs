using Plaza.Tests.Architecture;

namespace Plaza.Tests.Support;

/// <summary>Files that a test compares with the current state. With <c>PLAZA_APPROVE=1</c> they are rewritten instead, for review.</summary>
internal static class ApprovedFile
{
    public static void ShouldBe(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("PLAZA_APPROVE") is "1")
            File.WriteAllText(Solution.Path(file), text);

        File.Exists(Solution.Path(file)).ShouldBeTrue($"{file} is missing: run the tests with PLAZA_APPROVE=1.");
        File.ReadAllText(Solution.Path(file)).ShouldBe(text, $"{file} is out of date: run the tests with PLAZA_APPROVE=1 and show the change.");
    }
}
