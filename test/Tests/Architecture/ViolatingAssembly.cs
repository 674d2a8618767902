using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Plaza.Tests.Architecture;

/// <summary>An assembly that breaks a rule.</summary>
internal static class ViolatingAssembly
{
    /// <param name="name">For example <c>Timelines</c>.</param>
    /// <param name="plant">Adds the violation.</param>
    public static ModuleDefinition Assembly(string name, Action<ModuleDefinition> plant)
    {
        var planted = AssemblyDefinition.CreateAssembly(new($"Plaza.{name}", new(1, 0)), $"Plaza.{name}", ModuleKind.Dll);
        plant(planted.MainModule);

        // Written and read again, so that it has the form of a compiled assembly.
        var bytes = new MemoryStream();
        planted.Write(bytes);
        bytes.Position = 0;
        return ModuleDefinition.ReadModule(bytes);
    }

    extension(TypeDefinition type)
    {
        public void AddMethod(string name) => type.Methods.Add(new(name, MethodAttributes.Private | MethodAttributes.Abstract, type.Module.TypeSystem.Void));
    }

    extension(ModuleDefinition module)
    {
        public TypeDefinition Add(string type, bool isPublic = false, bool isInterface = false)
        {
            var kind = (isPublic ? TypeAttributes.Public : TypeAttributes.NotPublic)
                | (isInterface ? TypeAttributes.Interface | TypeAttributes.Abstract : TypeAttributes.Class);
            var added = new TypeDefinition("Plaza.Planted", type, kind, isInterface ? null : module.TypeSystem.Object);
            module.Types.Add(added);
            return added;
        }

        /// <summary>Adds a method that instantiates this type deep inside.</summary>
        public void Touch(Type type)
        {
            var method = new MethodDefinition("Peek", MethodAttributes.Private | MethodAttributes.Static, module.TypeSystem.Void);
            var steps = method.Body.GetILProcessor();
            steps.Emit(OpCodes.Ldtoken, module.ImportReference(type));
            steps.Emit(OpCodes.Pop);
            steps.Emit(OpCodes.Ret);
            module.Add("Peeker").Methods.Add(method);
        }

        /// <summary>Adds a method that calls another one of that name.</summary>
        public void Call(Type type, string name)
        {
            var method = new MethodDefinition("Call", MethodAttributes.Private | MethodAttributes.Static, module.TypeSystem.Void);
            method.Body.GetILProcessor().Emit(OpCodes.Call, module.ImportReference(type.GetMethod(name)));
            module.Add("Caller").Methods.Add(method);
        }

        public void Refer(string assembly) => module.AssemblyReferences.Add(new(assembly, new(1, 0)));
    }
}
