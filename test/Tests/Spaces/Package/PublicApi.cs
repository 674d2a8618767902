using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plaza.Tests.Spaces.Package;

/// <summary>What others can see of an assembly: its public types, and of those the public and protected members.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>One line for each type and each member, in an order that does not depend on the source.</summary>
    public static string Of(Assembly assembly) => $"# {assembly.GetName().Name}\n" + string.Concat(TypesOf(assembly)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => $"\n{Signature.OfType(type)}\n" + string.Concat(MembersOf(type)
            .Select(member => (member.Name, Line: Signature.OfMember(member)))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Line, StringComparer.Ordinal)
            .Select(member => $"    {member.Line}\n"))));

    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetExportedTypes().Where(type => !type.FullName!.Contains('<'));

    /// <summary>Without what the compiler writes for a record.</summary>
    public static IEnumerable<MemberInfo> MembersOf(Type type) => type.IsSubclassOf(typeof(Delegate)) ? [] : type.GetMembers(Declared)
        .Where(member => !member.Name.StartsWith('<') && !member.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Where(member => member switch
        {
            FieldInfo field => !field.IsSpecialName && IsOpen(field.Attributes & FieldAttributes.FieldAccessMask, FieldAttributes.Public, FieldAttributes.Family, FieldAttributes.FamORAssem),
            ConstructorInfo constructor => !constructor.IsStatic && IsOpen(constructor),
            MethodInfo method => IsOpen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
            EventInfo told => IsOpen(told.AddMethod!),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsOpen),
            _ => false,
        });

    public static bool IsOpen(MethodBase method) =>
        IsOpen(method.Attributes & MethodAttributes.MemberAccessMask, MethodAttributes.Public, MethodAttributes.Family, MethodAttributes.FamORAssem);

    private static bool IsOpen<TAccess>(TAccess access, params ReadOnlySpan<TAccess> open)
        where TAccess : struct, Enum => open.Contains(access);
}
