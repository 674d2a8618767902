using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plaza.Tests.Spaces.Package;

/// <summary>The public API of an assembly: its public types and their public and protected members.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetExportedTypes().Where(type => !type.FullName!.Contains('<'));

    /// <summary>Without the generated members of records.</summary>
    public static IEnumerable<MemberInfo> MembersOf(Type type) => type.IsSubclassOf(typeof(Delegate)) ? [] : type.GetMembers(Declared)
        .Where(member => !member.Name.StartsWith('<') && !member.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Where(member => member switch
        {
            FieldInfo field => !field.IsSpecialName && IsOpen(field.Attributes & FieldAttributes.FieldAccessMask, FieldAttributes.Public, FieldAttributes.Family, FieldAttributes.FamORAssem),
            ConstructorInfo constructor => !constructor.IsStatic && IsOpen(constructor),
            MethodInfo method => IsOpen(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
            EventInfo @event => IsOpen(@event.AddMethod!),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsOpen),
            _ => false,
        });

    public static bool IsOpen(MethodBase method) =>
        IsOpen(method.Attributes & MethodAttributes.MemberAccessMask, MethodAttributes.Public, MethodAttributes.Family, MethodAttributes.FamORAssem);

    private static bool IsOpen<TAccess>(TAccess access, params ReadOnlySpan<TAccess> open)
        where TAccess : struct, Enum => open.Contains(access);
}
