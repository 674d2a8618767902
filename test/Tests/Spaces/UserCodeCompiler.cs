using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Plaza.Tests.Spaces;

/// <summary>Compiles code as a user of the library would: implicit usings, nullable, public API only.</summary>
internal static class UserCodeCompiler
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Plaza.Spaces;
        global using Plaza.Spaces.Events;
        global using Plaza.Spaces.Hosting;
        global using Plaza.Spaces.Requests;
        global using Plaza.Spaces.Resilience;
        global using Plaza.Spaces.Testing;
        """;

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <param name="name">The name of the assembly.</param>
    /// <param name="kind">A program has top-level statements, a library has none.</param>
    /// <param name="sources">The source files.</param>
    public static CSharpCompilation Of(string name, OutputKind kind, params IEnumerable<string> sources) => CSharpCompilation.Create(
        name,
        sources.Prepend(Usings).Select(source => CSharpSyntaxTree.ParseText(source)),
        References,
        new(kind, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    extension(CSharpCompilation compilation)
    {
        /// <summary>The errors and warnings.</summary>
        public IReadOnlyList<Diagnostic> Faults() =>
            [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }
}
