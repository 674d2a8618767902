using System.Reflection;

namespace Plaza.Tests.Spaces.Package;

/// <summary>The name of a type in C#.</summary>
internal static class TypeName
{
    public static string Of(Type type) => Of(type, [.. type.GetGenericArguments().Select(Of)]);

    /// <summary>With a question mark where it may be null.</summary>
    public static string Of(NullabilityInfo known)
    {
        var type = known.Type;
        if (type.IsByRef)
            return $"ref {Of(type.GetElementType()!)}";

        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{Of(value, [.. known.GenericTypeArguments.Select(Of)])}?";

        var name = known.ElementType is { } element ? $"{Of(element)}[]" : Of(type, [.. known.GenericTypeArguments.Select(Of)]);
        return known.ReadState is NullabilityState.Nullable && CanSayNull(type) ? $"{name}?" : name;
    }

    /// <summary>A type parameter may be any type unless it is constrained to a class.</summary>
    private static bool CanSayNull(Type type) => type.IsGenericParameter
        ? type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
        : !type.IsValueType;

    public static string Full(Type type) => $"{type.Namespace}.{(type.DeclaringType is { } outer ? $"{Of(outer)}." : "")}{Of(type, [.. type.GetGenericArguments().Select(Declared)])}";

    private static string Declared(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => $"out {parameter.Name}",
        GenericParameterAttributes.Contravariant => $"in {parameter.Name}",
        _ => parameter.Name,
    };

    private static string Of(Type type, string[] arguments) => type switch
    {
        { IsArray: true } => $"{Of(type.GetElementType()!)}[]",
        { IsGenericParameter: true } => type.Name,
        { IsGenericType: true } when Nullable.GetUnderlyingType(type) is not null => $"{arguments[0]}?",
        { IsGenericType: true } when type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal) => $"({string.Join(", ", arguments)})",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>",
        _ => Plain(type),
    };

    private static string Plain(Type type) => type.FullName switch
    {
        "System.Void" => "void",
        "System.Object" => "object",
        "System.String" => "string",
        "System.Boolean" => "bool",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.Double" => "double",
        _ => type.Name,
    };
}
