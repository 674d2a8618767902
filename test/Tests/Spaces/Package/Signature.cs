using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plaza.Tests.Spaces.Package;

/// <summary>A type or a member in one line of C#, near enough to be read and exact enough to show every change.</summary>
internal static class Signature
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string OfType(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"delegate {OfMethod(type.GetMethod("Invoke")!, TypeName.Full(type), type.GetGenericArguments())}";

        Type?[] above = [type.BaseType, .. type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? [])];
        var named = above.OfType<Type>()
            .Where(one => one != typeof(object) && one != typeof(ValueType) && one != typeof(Enum) && !type.IsEnum && !one.Name.StartsWith("IEquatable", StringComparison.Ordinal))
            .Select(TypeName.Of).ToList();

        return $"{Kind(type)} {TypeName.Full(type)}{(named.Count > 0 ? " : " : "")}{string.Join(", ", named)}{Constraints(type.GetGenericArguments())}";
    }

    public static string OfMember(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo method => Access(method) + Manner(method) + OfMethod(method, method.Name, method.GetGenericArguments()),
        PropertyInfo property => OfProperty(property),
        EventInfo told => $"{Access(told.AddMethod!)}{Manner(told.AddMethod!)}event {TypeName.Of(Nullability.Create(told))} {told.Name}",
        FieldInfo { DeclaringType.IsEnum: true } value => $"{value.Name} = {value.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsPublic ? "" : "protected ")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{TypeName.Of(Nullability.Create(field))} {field.Name}",
        _ => throw new NotSupportedException(member.ToString()),
    };

    private static string OfMethod(MethodInfo method, string name, Type[] generic)
    {
        var open = name.Contains('<') || generic.Length is 0 ? "" : $"<{string.Join(", ", generic.Select(TypeName.Of))}>";
        return $"{TypeName.Of(Nullability.Create(method.ReturnParameter))} {name}{open}({Parameters(method)}){Constraints(generic)}";
    }

    private static string OfProperty(PropertyInfo property)
    {
        var open = property.GetAccessors(nonPublic: true).Where(PublicApi.IsOpen).ToList();
        var get = open.Contains(property.GetMethod!) ? "get; " : "";
        var set = property.SetMethod is { } setter && open.Contains(setter) ? (IsInit(setter) ? "init; " : "set; ") : "";
        return $"{Access(open[0])}{Manner(open[0])}{TypeName.Of(Nullability.Create(property))} {property.Name} {{ {get}{set}}}";
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{TypeName.Of(Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        var value when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, value).ToString()!,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (IsRecord(type) ? "record struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class"),
    };

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Manner(MethodInfo method) => method switch
    {
        { IsStatic: true } => method.IsAbstract ? "static abstract " : "static ",
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "default ",
        { IsAbstract: true } => method.GetBaseDefinition() == method ? "abstract " : "abstract override ",
        { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
        _ => "",
    };

    private static string Constraints(Type[] generic) => string.Concat(generic.Where(one => one.IsGenericParameter).Select(parameter =>
    {
        var of = parameter.GenericParameterAttributes;
        string[] rules =
        [
            .. of.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. of.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["struct"] : Array.Empty<string>(),
            .. parameter.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(TypeName.Of),
            .. (of & (GenericParameterAttributes.DefaultConstructorConstraint | GenericParameterAttributes.NotNullableValueTypeConstraint))
                is GenericParameterAttributes.DefaultConstructorConstraint ? ["new()"] : Array.Empty<string>(),
        ];
        return rules.Length is 0 ? "" : $" where {parameter.Name} : {string.Join(", ", rules)}";
    }));
}
