using System.Globalization;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Plaza.Server.Hosting;

namespace Plaza.Tests.Architecture;

/// <summary>Compares the settings table of the README with the options classes.</summary>
public sealed partial class SettingsTests
{
    /// <summary>The only setting of .NET itself that the README lists.</summary>
    private const string LogLevel = "PLAZA__LOGGING__LOGLEVEL__DEFAULT";

    /// <summary>Read before there are options, since it chooses the services.</summary>
    private const string Connection = "PLAZA__DATABASE__CONNECTION";

    [Fact]
    public void README_lists_every_setting_and_none_that_does_not_exist() =>
        Listed().Order(StringComparer.Ordinal).ShouldBe(Bound().Concat(OfCommandLine()).Append(Connection).Append(LogLevel).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_settings_that_the_server_accepts_are_those_that_something_reads() =>
        KnownSettings.Names.Concat(KnownSettings.OfCommandLine).Select(name => $"PLAZA__{name.Replace(":", "__", StringComparison.Ordinal)}".ToUpperInvariant()).Order(StringComparer.Ordinal)
            .ShouldBe(Bound().Concat(OfCommandLine()).Append(Connection).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_allowed_values_in_messages_are_those_of_the_attributes()
    {
        foreach (var (name, property) in Properties())
        {
            var allowed = KnownSettings.AllowedValues(name) ?? "";
            if (property.PropertyType.FullName is not "System.String")
                allowed.ShouldNotBeEmpty(name);
            foreach (var bound in BoundsOf(property))
                allowed.ShouldMatch($@"(?<![\d.]){Regex.Escape(bound)}(?![\d.])", name);
        }
    }

    private static IEnumerable<string> Listed() =>
        from line in File.ReadLines(Solution.Path("README.md"))
        where line.StartsWith("| `PLAZA__", StringComparison.Ordinal)
        from Match name in Names().Matches(line.Split('|')[1])
        select name.Groups["name"].Value;

    private static IEnumerable<string> Bound() => Properties().Select(setting => $"PLAZA__{setting.Name.Replace(":", "__", StringComparison.Ordinal)}".ToUpperInvariant());

    private static IEnumerable<(string Name, PropertyDefinition Property)> Properties() =>
        from source in Solution.Files("src", "*.cs")
        from Match binding in Bindings().Matches(File.ReadAllText(source))
        let options = TypeOf(binding.Groups["type"].Value)
        from property in options.Properties
        where property.SetMethod is { IsPublic: true }
        select ($"{SectionOf(binding.Groups["section"].Value)}:{property.Name}", property);

    /// <summary>Minimum and maximum, or the names of an enum.</summary>
    private static IEnumerable<string> BoundsOf(PropertyDefinition property) =>
        from attribute in property.CustomAttributes
        from argument in attribute.ConstructorArguments
        from bound in attribute.AttributeType.Name switch
        {
            "RangeAttribute" when argument.Value is not TypeReference => [Convert.ToString(argument.Value, CultureInfo.InvariantCulture)!],
            "EnumDataTypeAttribute" => ((TypeReference)argument.Value).Resolve().Fields.Where(field => field.IsStatic).Select(field => field.Name.ToLowerInvariant()),
            _ => (IEnumerable<string>)[],
        }
        select bound;

    private static IEnumerable<string> OfCommandLine() =>
        from Match variable in Variables().Matches(File.ReadAllText(Solution.Path("src/Server/Cli/CommandTree.cs")))
        select variable.Groups["name"].Value;

    private static TypeDefinition TypeOf(string name) =>
        Solution.Projects.Select(Solution.Read).SelectMany(module => module.GetTypes()).Single(type => type.Name == name && !type.FullName.Contains('/'));

    /// <summary>A literal, or a constant such as <c>MailOptions.Section</c>.</summary>
    private static string SectionOf(string expression) => expression is ['"', .. var literal, '"']
        ? literal
        : expression.Split('.') is [var type, var constant] ? (string)TypeOf(type).Fields.Single(field => field.Name == constant).Constant : expression;

    [GeneratedRegex("`(?<name>PLAZA__[A-Z_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"AddOptions<(?<type>\w+)>\(\)\s*\.BindConfiguration\((?<section>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bindings();

    [GeneratedRegex("GetEnvironmentVariable\\(\"(?<name>PLAZA__[A-Z_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variables();
}
